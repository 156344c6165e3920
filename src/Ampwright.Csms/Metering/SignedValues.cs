using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Metering;

/// <summary>
/// The signed values among a transaction's meter values (SampledValue with the format SignedData). They are evidence: the text is the
/// station's own, character for character, and nothing here checks or changes it. The public key is the one the value carries, else the
/// one the station told as MeterPublicKey of the connector.
/// </summary>
internal sealed class SignedValues(Database database)
{
    public ValueTask<IReadOnlyList<SignedValueView>> OfAsync(TransactionRecord transaction) => database.ReadAsync<IReadOnlyList<SignedValueView>>(connection =>
    {
        var stored = connection.Query<MeterValueRecord>("""
            SELECT meter_value_id, connector_id, sampled_at, source, sampled_values FROM meter_values
            WHERE transaction_id = @TransactionId AND transaction_id > 0 AND lower(sampled_values) LIKE '%signeddata%' ORDER BY sampled_at, meter_value_id LIMIT 10000
            """, new { transaction.TransactionId }).AsList();
        if (stored.Count == 0) return [];
        var stationId = connection.ExecuteScalar<long>("SELECT station_id FROM transactions WHERE transaction_id = @TransactionId", new { transaction.TransactionId });
        var found = new List<SignedValueView>();
        foreach (var value in stored)
        {
            foreach (var sampled in SampledValueJson.Read(value.SampledValues))
            {
                if (sampled.Format is not { } format || !format.Is(ValueFormat.SignedData)) continue;
                found.Add(Read(found.Count + 1, value, sampled, () => ConfigurationStore.Value(connection, stationId, $"MeterPublicKey{value.ConnectorId}")));
            }
        }
        return found;
    });

    private static SignedValueView Read(int number, MeterValueRecord stored, SampledValue sampled, Func<string?> configured)
    {
        // The common convention is a JSON object as text; anything else is a value all the same.
        var parts = Parts(sampled.Value);
        var key = Part(parts, "publicKey");
        var from = key is null ? null : "Value";
        if (key is null && configured() is { Length: > 0 } told)
        {
            key = told;
            from = $"MeterPublicKey{stored.ConnectorId}";
        }
        return new SignedValueView(
            number, stored.SampledAt, stored.Source, sampled.Context?.Text, sampled.Value, Part(parts, "signingMethod"), Part(parts, "encodingMethod"), key, from);
    }

    private static JsonElement? Parts(string value)
    {
        try
        {
            return JsonElement.Parse(value) is { ValueKind: JsonValueKind.Object } parts ? parts : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Part(JsonElement? parts, string name) => parts?.EnumerateObject()
        .Where(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && part.Value.ValueKind == JsonValueKind.String)
        .Select(part => part.Value.GetString()).FirstOrDefault(text => text is { Length: > 0 });
}

internal sealed record SignedValueView(
    [property: Description("Counts a transaction's signed values from 1, in the order they were sampled")] int Number,
    DateTimeOffset SampledAt,
    [property: Description("MeterValues or StopTransaction: the message that brought it")] string Source,
    [property: Description("The reading context, where told")] string? Context,
    [property: Description("The text, character for character as the station sent it")] string Value,
    string? SigningMethod,
    string? EncodingMethod,
    [property: Description("Null where it is not known")] string? PublicKey,
    [property: Description("Value, or the configuration key that told it")] string? PublicKeyFrom);
