using System.Data.Common;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Reconciliation;

/// <summary>Examines the transactions that were stopped or marked since: afterwards each is billable, or has a case.</summary>
internal sealed class Examiner(Database database, ReconciliationOptions options, ILogger<Examiner> log)
{
    private const int Batch = 50;

    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RoundAsync()
    {
        var due = await database.ReadAsync(connection => connection.Query<Due>("""
            SELECT t.transaction_id, t.station_id, s.identity AS station, t.connector_id, t.sequence, t.meter_start, t.started_at, t.meter_stop, t.stopped_at,
                   t.stop_case_id, t.examine_due, p.watts
            FROM transactions t JOIN stations s ON s.station_id = t.station_id LEFT JOIN rated_power p ON p.station_id = t.station_id
            WHERE t.examine_due IS NOT NULL ORDER BY t.examine_due LIMIT @Batch
            """, new { Batch }).AsList());
        if (due.Count == 0) return false;
        var examined = new List<(Due Transaction, List<FoundCase> Found)>();
        foreach (var transaction in due) examined.Add((transaction, await FindAsync(transaction)));
        await database.WriteAsync(unit =>
        {
            foreach (var (transaction, found) in examined) Record(unit, transaction, found);
        });
        return due.Count == Batch;
    }

    private async Task<List<FoundCase>> FindAsync(Due transaction)
    {
        try
        {
            return [.. TransactionRules.Find(await FactsAsync(transaction), options)];
        }
        catch (Exception defect) when (defect is not (StorageException or DbException))
        {
            // Tried again it would stop the examination of all others, and it must not become billable unseen.
            log.TransactionNotExaminable(defect, transaction.TransactionId);
            return [new FoundCase(CaseKind.NotExaminable, $"what is stored of it cannot be read: {defect.Message}", [])];
        }
    }

    private async Task<TransactionFacts> FactsAsync(Due transaction) => await database.ReadAsync(connection => new TransactionFacts
    {
        TransactionId = transaction.TransactionId,
        MeterStart = transaction.MeterStart,
        StartedAt = transaction.StartedAt,
        MeterStop = transaction.MeterStop,
        StoppedAt = transaction.StoppedAt,
        RatedWatts = transaction.Watts ?? options.DefaultRatedWatts,
        Flags = [.. connection.Query<Mark>("SELECT flag, detail FROM transaction_flags WHERE transaction_id = @TransactionId ORDER BY raised_at", new { transaction.TransactionId })
            .Select(mark => (mark.Flag, mark.Detail))],
        Readings = Readings(connection, transaction),
        Twin = transaction.MeterStop is null || transaction.MeterStop == transaction.MeterStart ? null : connection.QueryFirstOrDefault<int?>("""
            SELECT transaction_id FROM transactions
            WHERE station_id = @StationId AND connector_id = @ConnectorId AND meter_start = @MeterStart AND meter_stop = @MeterStop AND sequence < @Sequence
            ORDER BY sequence LIMIT 1
            """, new { transaction.StationId, transaction.ConnectorId, transaction.MeterStart, transaction.MeterStop, transaction.Sequence }),
    });

    private static List<RegisterReading> Readings(DbConnection connection, Due transaction) => connection.Query<MeterValueRecord>("""
        SELECT sampled_at, sampled_values FROM meter_values
        WHERE transaction_id = @TransactionId AND transaction_id > 0 AND connector_id = @ConnectorId ORDER BY sampled_at, meter_value_id LIMIT 10000
        """, new { transaction.TransactionId, transaction.ConnectorId })
        .Select(value => (value.SampledAt, Register: Reading.Of(SampledValueJson.Read(value.SampledValues)).RegisterWh))
        .Where(value => value.Register is not null)
        .Select(value => new RegisterReading(value.SampledAt, value.Register!.Value))
        .ToList();

    private static void Record(WriteUnit unit, Due transaction, List<FoundCase> found)
    {
        foreach (var one in found) CaseBook.Open(unit, transaction.StationId, transaction.Station, $"{transaction.TransactionId}", transaction.TransactionId, one);
        // Not what was stopped or marked while it was looked at.
        unit.Connection.Execute(
            "UPDATE transactions SET examine_due = NULL WHERE transaction_id = @TransactionId AND examine_due = @ExamineDue",
            new { transaction.TransactionId, transaction.ExamineDue });
        TransactionTariffs.NoteChange(unit, transaction.TransactionId);
    }

    private sealed class Mark
    {
        public string Flag { get; init; } = "";
        public string Detail { get; init; } = "";
    }

    private sealed class Due
    {
        public int TransactionId { get; init; }
        public long StationId { get; init; }
        public string Station { get; init; } = "";
        public int ConnectorId { get; init; }
        public long Sequence { get; init; }
        public int MeterStart { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public int? MeterStop { get; init; }
        public DateTimeOffset? StoppedAt { get; init; }
        public long? StopCaseId { get; init; }
        public DateTimeOffset ExamineDue { get; init; }
        public long? Watts { get; init; }
    }
}
