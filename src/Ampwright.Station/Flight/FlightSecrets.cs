using System.Security.Cryptography;
using System.Text;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Diagnostics;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Flight;

/// <summary>
/// Takes secrets out of what is recorded, so that the rest still means the same to the station: a password becomes another one of the same
/// length and kind, the same one each time.
/// </summary>
/// <param name="salt">What the other passwords are made with, told to nobody; null = what comes has gone through this already.</param>
internal sealed class FlightSecrets(byte[]? salt)
{
    private const string Key = "AuthorizationKey";
    private const string NoPrivateKey = "(a private key)";

    public object Without(object payload) =>
        payload is ChangeConfigurationRequest change && IsKey(change.Key) ? change with { Value = Masked(change.Value) } : payload;

    public Fact Without(Fact fact) => fact switch
    {
        ConfigurationSet { Value: { } value } set when IsKey(set.Key) => set with { Value = Masked(value) },
        CredentialsReplaced { Key: { } before } replaced => replaced with { Key = Masked(before) },
        StationKeyMade => new StationKeyMade(NoPrivateKey),
        StationCertificateTaken taken => taken with { Key = NoPrivateKey },
        _ => fact,
    };

    public RememberedState Without(RememberedState state) => state with
    {
        Configuration = state.Configuration.TryGetValue(Key, out var key) ? state.Configuration.SetItem(Key, Masked(key)) : state.Configuration,
        Security = state.Security with
        {
            KeyBefore = state.Security.KeyBefore is { } before ? Masked(before) : null,
            PendingKey = null,
            Certificates = [],
        },
    };

    public IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> configuration) => configuration.ContainsKey(Key)
        ? configuration.ToDictionary(pair => pair.Key, pair => IsKey(pair.Key) ? Masked(pair.Value) : pair.Value, StringComparer.Ordinal)
        : configuration;

    /// <summary>User, password and query of URLs.</summary>
    public static string Text(string text) => Secrets.RedactUrls(text);

    private static bool IsKey(string name) => name.Equals(Key, StringComparison.OrdinalIgnoreCase);

    private string Masked(string value)
    {
        if (salt is null) return value;
        var other = Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(value)));
        return new([.. value.Select((one, at) => char.IsAsciiHexDigit(one) ? other[at % other.Length] : 'x')]);
    }
}
