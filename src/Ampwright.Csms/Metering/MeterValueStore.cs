using System.Security.Cryptography;
using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Metering;

/// <summary>Keeps meter values: each once, known by station, connector, transaction, instant and content.</summary>
internal static class MeterValueStore
{
    /// <summary>No transaction of ours: values outside of one.</summary>
    public const int NoTransaction = 0;

    /// <returns>Whether the value is new.</returns>
    public static bool Keep(WriteUnit unit, Lease lease, int connectorId, int transactionId, MeterValue value, string source)
    {
        var content = SampledValueJson.Write(value.SampledValue);
        var added = unit.Connection.Execute("""
            INSERT INTO meter_values
              (station_id, connector_id, transaction_id, sampled_at, sampled_text, received_at, source, content_hash, sampled_values)
            VALUES (@StationId, @connectorId, @transactionId, @at, @text, @Now, @source, @hash, @values)
            ON CONFLICT DO NOTHING
            """, new
        {
            lease.StationId,
            connectorId,
            transactionId,
            at = value.Timestamp.Instant,
            text = value.Timestamp.ReceivedText,
            unit.Now,
            source,
            hash = SHA256.HashData(content),
            values = Encoding.UTF8.GetString(content),
        });
        return added > 0;
    }

    /// <summary>Whether the value came before: outside of a transaction, or in one of the latest on the connector.</summary>
    public static bool IsKnown(WriteUnit unit, Lease lease, int connectorId, MeterValue value) => unit.Connection.ExecuteScalar<int>("""
        SELECT count(*) FROM meter_values
        WHERE station_id = @StationId AND connector_id = @connectorId AND sampled_at = @at AND content_hash = @hash
          AND transaction_id IN (SELECT @NoTransaction UNION ALL SELECT transaction_id FROM (
            SELECT transaction_id FROM transactions WHERE station_id = @StationId AND connector_id = @connectorId AND started_at <= @at
            ORDER BY started_at DESC LIMIT 5) latest)
        """, new
    {
        lease.StationId,
        connectorId,
        at = value.Timestamp.Instant,
        hash = SHA256.HashData(SampledValueJson.Write(value.SampledValue)),
        NoTransaction,
    }) > 0;

    /// <summary>Makes the value the transaction's newest reading, unless a newer one is known or the transaction has been stopped.</summary>
    public static void Advance(WriteUnit unit, int transactionId, MeterValue value)
    {
        var reading = Reading.Of(value.SampledValue);
        if (reading is { RegisterWh: null, PowerW: null }) return;
        unit.Write("""
            UPDATE transactions SET last_meter = coalesce(@RegisterWh, last_meter), last_power = coalesce(@PowerW, last_power), last_meter_at = @at
            WHERE transaction_id = @transactionId AND stop_received_at IS NULL AND (last_meter_at IS NULL OR last_meter_at <= @at)
            """, new { reading.RegisterWh, reading.PowerW, at = value.Timestamp.Instant, transactionId });
    }
}
