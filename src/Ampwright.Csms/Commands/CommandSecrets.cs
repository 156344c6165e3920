using System.Collections.Concurrent;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Commands;

/// <summary>
/// Keeps what must not be on disk or in a log (whitepaper A01.FR.09, .12): the values of secret keys, from queueing until the command is
/// done. A restart forgets them; such a command then fails and says so.
/// </summary>
internal sealed class CommandSecrets
{
    public const string Mask = "***";

    private const string AuthorizationKey = "AuthorizationKey";
    private readonly ConcurrentDictionary<long, ChangeConfigurationRequest> _requests = new();

    public static bool IsSecret(string key) =>
        IsAuthorizationKey(key) || key.Contains("password", StringComparison.OrdinalIgnoreCase) || key.Contains("secret", StringComparison.OrdinalIgnoreCase);

    public static bool IsAuthorizationKey(string key) => key.Equals(AuthorizationKey, StringComparison.OrdinalIgnoreCase);

    /// <summary>The request as it may be stored.</summary>
    public static object Masked(object request) =>
        request is ChangeConfigurationRequest change && IsSecret(change.Key) ? change with { Value = Mask } : request;

    /// <summary>The answer as it may be stored: some stations tell keys that are for writing only.</summary>
    public static object MaskedAnswer(object answer) => answer is GetConfigurationResponse { ConfigurationKey: { } keys } told && keys.Any(key => IsSecret(key.Key))
        ? told with { ConfigurationKey = [.. keys.Select(key => IsSecret(key.Key) && key.Value is not null ? key with { Value = Mask } : key)] }
        : answer;

    /// <exception cref="CommandInvalidException">The value is no AuthorizationKey that a station could use.</exception>
    public static void Check(object request)
    {
        if (request is not ChangeConfigurationRequest change || !IsAuthorizationKey(change.Key)) return;
        // A00.FR.205: 16 to 20 bytes, as hexadecimal digits.
        if (change.Value.Length is < 32 or > 40 || !StationPassword.TryDecodeHex(change.Value, out _))
            throw new CommandInvalidException("value", "An AuthorizationKey is 32 to 40 hexadecimal digits: 16 to 20 random bytes.");
    }

    public void Keep(long commandId, object request)
    {
        if (request is ChangeConfigurationRequest change && IsSecret(change.Key)) _requests[commandId] = change;
    }

    public ChangeConfigurationRequest? Find(long commandId) => _requests.GetValueOrDefault(commandId);

    public void Forget(long commandId) => _requests.TryRemove(commandId, out _);
}
