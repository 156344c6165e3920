using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Metering;

/// <summary>The stored meter values, in the order they were sampled.</summary>
internal sealed class MeterValueList(Database database)
{
    private const string Columns = "SELECT meter_value_id, connector_id, sampled_at, sampled_text, received_at, source, sampled_values FROM meter_values";
    private const string Following = "(sampled_at > @SampledAt OR (sampled_at = @SampledAt AND meter_value_id > @MeterValueId)) ORDER BY sampled_at, meter_value_id LIMIT @limit";

    public ValueTask<List<MeterValueRecord>> OfTransactionAsync(int transactionId, MeterValueCursor after, int limit) => database.ReadAsync(connection =>
        connection.Query<MeterValueRecord>($"{Columns} WHERE transaction_id = @transactionId AND transaction_id > 0 AND {Following}",
            new { transactionId, after.SampledAt, after.MeterValueId, limit }).AsList());

    /// <summary>Those of one connector that belong to no transaction we know.</summary>
    public ValueTask<List<MeterValueRecord>> OutsideAsync(long stationId, int connectorId, MeterValueCursor after, int limit) => database.ReadAsync(connection =>
        connection.Query<MeterValueRecord>($"{Columns} WHERE station_id = @stationId AND connector_id = @connectorId AND transaction_id = 0 AND {Following}",
            new { stationId, connectorId, after.SampledAt, after.MeterValueId, limit }).AsList());
}
