using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Commands;

/// <summary>
/// Keeps what must not be on disk or in a log (whitepaper A01.FR.09, .12): the values of secret keys, from queueing until the command is
/// done. A restart forgets them; such a command then fails and says so.
/// </summary>
internal sealed class CommandSecrets
{
    public const string Mask = "***";

    private const string AuthorizationKey = "AuthorizationKey";
    private readonly ConcurrentDictionary<long, object> _requests = new();

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

    /// <summary>JSON of any form as it may be stored: whatever stands as value beside a secret key is masked; else the text as it is.</summary>
    public static string MaskedJson(string json)
    {
        var element = JsonElement.Parse(json);
        try
        {
            var buffer = new ArrayBufferWriter<byte>(json.Length + 1);
            using (var writer = new Utf8JsonWriter(buffer, PayloadJson.WriterOptions)) WriteMasked(writer, element);
            return HoldsSecret(element) ? Encoding.UTF8.GetString(buffer.WrittenSpan) : json;
        }
        catch (InvalidOperationException)
        {
            // Escapes that are half a character: what the names are cannot be told, so nothing of it is kept.
            return "\"(it holds escapes that are no text)\"";
        }
    }

    /// <summary>The new AuthorizationKey that the request sets, if it does and a station could use it.</summary>
    public static byte[]? KeyIn(object request)
    {
        var change = request switch
        {
            ChangeConfigurationRequest typed => typed,
            RawPayload raw => TryRead(raw.Json),
            _ => null,
        };
        return change is not null && IsAuthorizationKey(change.Key) && StationPassword.TryDecodeHex(change.Value, out var key) ? key : null;
    }

    /// <exception cref="CommandInvalidException">The value is no AuthorizationKey that a station could use.</exception>
    public static void Check(object request)
    {
        if (request is not ChangeConfigurationRequest change || !IsAuthorizationKey(change.Key)) return;
        // A00.FR.205: 16 to 20 bytes, as hexadecimal digits.
        if (change.Value.Length is < 32 or > 40 || !StationPassword.TryDecodeHex(change.Value, out _))
            throw new CommandInvalidException("value", "An AuthorizationKey is 32 to 40 hexadecimal digits: 16 to 20 random bytes.");
    }

    /// <param name="commandId">The command.</param>
    /// <param name="request">Its request record or <see cref="RawPayload"/>, which holds a secret.</param>
    public void Keep(long commandId, object request) => _requests[commandId] = request;

    public object? Find(long commandId) => _requests.GetValueOrDefault(commandId);

    public void Forget(long commandId) => _requests.TryRemove(commandId, out _);

    private static ChangeConfigurationRequest? TryRead(string json)
    {
        try
        {
            return (ChangeConfigurationRequest)Catalogue.ChangeConfiguration.Request.Read(Encoding.UTF8.GetBytes(json), ReadMode.Tolerant);
        }
        catch (OcppViolationException)
        {
            return null;
        }
    }

    private static bool NamesSecret(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Any(field =>
        field.Name.Equals("key", StringComparison.OrdinalIgnoreCase) && field.Value.ValueKind == JsonValueKind.String && IsSecret(field.Value.GetString()!));

    private static bool HoldsSecret(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => NamesSecret(element) || element.EnumerateObject().Any(field => HoldsSecret(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HoldsSecret),
        _ => false,
    };

    private static void WriteMasked(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var masks = NamesSecret(element);
                writer.WriteStartObject();
                foreach (var field in element.EnumerateObject())
                {
                    writer.WritePropertyName(field.Name);
                    if (masks && field.Name.Equals("value", StringComparison.OrdinalIgnoreCase)) writer.WriteStringValue(Mask);
                    else WriteMasked(writer, field.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) WriteMasked(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
