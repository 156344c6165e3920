using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Bench.Load;

/// <summary>Years of history, written into the store of a CSMS that is stopped: a million ended transactions of its stations, ten meter values each.</summary>
internal static class StoreFill
{
    private const int MeterValuesEach = 10;

    // A unit of more pages would take long: with each statement SQLite walks through the copies of all that the unit has changed.
    private const int TransactionsPerUnit = 50;
    private const int UnitsAtOnce = 100;

    public static async Task FillAsync(string databaseFile, int meterValues)
    {
        await using var database = Database.Open(new DatabaseOptions { Location = new SqliteFile(databaseFile) }, TimeProvider.System, new EventHub());
        // History comes in minutes here, not in years: without room for the pages of all stations each of them is written over and over.
        await database.WriteAsync(unit => unit.Connection.Execute("PRAGMA cache_size = -2000000"));
        var stations = await database.ReadAsync(connection => connection.Query<long>("SELECT station_id FROM stations ORDER BY station_id").ToList());
        var transactions = meterValues / MeterValuesEach;
        var (first, step) = (DateTimeOffset.UtcNow.AddYears(-2), TimeSpan.FromDays(700) / transactions);
        for (var done = 0; done < transactions; done += UnitsAtOnce * TransactionsPerUnit)
        {
            if (done % (transactions / 10) < UnitsAtOnce * TransactionsPerUnit) Console.Error.WriteLine($"  {done:#,##0} of {transactions:#,##0} transactions stored");
            var from = done;
            await Task.WhenAll(Enumerable.Range(0, UnitsAtOnce).Select(number => UnitAsync(from + (number * TransactionsPerUnit))));
        }

        Task UnitAsync(int from) => database.WriteAsync(unit =>
        {
            for (var number = from; number < Math.Min(from + TransactionsPerUnit, transactions); number++) Add(unit, stations, number, first + (step * number));
        });
    }

    private static void Add(WriteUnit unit, List<long> stations, int number, DateTimeOffset started)
    {
        var (transactionId, sequence) = TransactionIds.Next(unit);
        var station = stations[number % stations.Count];
        var tag = CsmsUnderLoad.IdTag(number % stations.Count);
        var stopped = started.AddHours(1);
        unit.Connection.Execute("""
            INSERT INTO transactions (transaction_id, sequence, station_id, connector_id, id_tag, id_tag_key, meter_start, started_at, received_at, verdict,
              last_meter, last_power, last_meter_at, meter_stop, stopped_at, stop_reason, stop_id_tag, stop_answer, stop_received_at, id_used_at)
            VALUES (@transactionId, @sequence, @station, 1, @tag, @tag, 1000, @started, @started, 'Accepted', 12000, 11000.0, @stopped, 12000, @stopped, 'Local', @tag,
              @answer, @stopped, @stopped)
            """, new { transactionId, sequence, station, tag, started, stopped, answer = "{}"u8.ToArray() });
        for (var value = 0; value < MeterValuesEach; value++)
        {
            var text = $"[{{\"value\":\"{1000 + (value * 1100)}\",\"context\":\"Sample.Periodic\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}},"
                + $"{{\"value\":\"{(11000 + (number % 97)).ToString(CultureInfo.InvariantCulture)}\",\"context\":\"Sample.Periodic\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"}}]";
            unit.Connection.Execute("""
                INSERT INTO meter_values (station_id, connector_id, transaction_id, sampled_at, received_at, source, content_hash, sampled_values)
                VALUES (@station, 1, @transactionId, @at, @at, 'MeterValues', @hash, @text)
                """, new { station, transactionId, at = started.AddMinutes(value * 6), hash = SHA256.HashData(Encoding.UTF8.GetBytes(text)), text });
        }
    }
}
