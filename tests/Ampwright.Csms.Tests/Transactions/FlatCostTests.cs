using System.Data.Common;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ampwright.Csms.Tests.Transactions;

/// <summary>What years of history add to a session, counted in steps of SQLite's machine: a statement that walks through what is stored shows itself here.</summary>
[Once]
public sealed class FlatCostTests
{
    private const int Earlier = 2000;
    private const int ReadersAtOnce = 6;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private long _steps;

    [Fact]
    public async Task A_session_takes_no_more_steps_of_the_database_over_thousands_of_earlier_ones_of_its_connector()
    {
        await using var csms = await RunningCsms.StartAsync(new ManualTimeProvider());
        await csms.RegisterAsync();
        await csms.IdTags.PutAsync(new IdTag { Tag = "TAG", OneTransactionAtATime = true });
        await using var station = await csms.ConnectAsync();
        await csms.Database.WriteAsync(unit => Count(unit.Connection));
        await EachReaderAsync(csms, ReadersAtOnce, Count);
        await SessionAsync(csms, station, hour: 0);

        var few = await SessionAsync(csms, station, hour: 1);
        await csms.Database.WriteAsync(unit => Fill(unit.Connection));
        var many = await SessionAsync(csms, station, hour: 2);

        Assert.InRange(few, 100, long.MaxValue);
        Assert.InRange(many, 1, few + Earlier);
    }

    private async Task<long> SessionAsync(RunningCsms csms, RawStation station, int hour)
    {
        var before = Interlocked.Read(ref _steps);
        var at = Noon.AddHours(hour);
        var meter = 1_000_000 + (hour * 10_000);
        await station.CallAsync("Authorize", """{"idTag":"TAG"}""");
        await station.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"Preparing","timestamp":"{{at:O}}"}""");
        var started = await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"TAG","meterStart":{{meter}},"timestamp":"{{at:O}}"}""");
        var id = started[2].GetProperty("transactionId").GetInt32();
        foreach (var named in (string[])[$",\"transactionId\":{id}", ""])
        {
            at = at.AddMinutes(1);
            await station.CallAsync("MeterValues", $$"""{"connectorId":1{{named}},"meterValue":[{"timestamp":"{{at:O}}","sampledValue":[{"value":"{{meter += 100}}"}]}]}""");
        }
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"idTag":"TAG","meterStop":{{meter}},"timestamp":"{{at.AddMinutes(1):O}}"}""");
        await station.CallAsync("StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"Available","timestamp":"{{at.AddMinutes(1):O}}"}""");

        // One whose start was never acknowledged.
        await station.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"TAG","meterStart":{{meter}},"timestamp":"{{at.AddMinutes(2):O}}"}""");
        await station.CallAsync("StopTransaction", $$"""{"transactionId":-1,"idTag":"TAG","meterStop":{{meter + 100}},"timestamp":"{{at.AddMinutes(3):O}}"}""");
        // Whoever waits for the examination of what was stopped asks over and over: on a connection that is not counted.
        await using var asking = new SqliteConnection($"Data Source={((SqliteFile)csms.Location).Path};Pooling=False");
        await RunningCsms.UntilAsync(async () => await asking.ExecuteScalarAsync<long>("SELECT count(*) FROM transactions WHERE stop_received_at IS NULL OR examine_due IS NOT NULL") == 0);
        return Interlocked.Read(ref _steps) - before;
    }

    private void Count(DbConnection connection) => raw.sqlite3_progress_handler(((SqliteConnection)connection).Handle, 1, _ =>
    {
        Interlocked.Increment(ref _steps);
        return 0;
    }, null);

    /// <summary>Borrows so many readers at the same time: those that are idle, and new ones, which stay.</summary>
    private static async Task EachReaderAsync(RunningCsms csms, int left, Action<DbConnection> work)
    {
        await csms.Database.ReadAsync(connection =>
        {
            work(connection);
            // Reading is done on the thread that asks.
            if (left > 1) Assert.True(EachReaderAsync(csms, left - 1, work).IsCompletedSuccessfully);
            return true;
        });
    }

    private static void Fill(DbConnection connection)
    {
        for (var number = 0; number < Earlier; number++)
        {
            var at = Noon.AddHours(-number - 1);
            connection.Execute("""
                INSERT INTO transactions (transaction_id, sequence, station_id, connector_id, id_tag, id_tag_key, meter_start, started_at, received_at, verdict,
                  meter_stop, stopped_at, stop_reason, stop_answer, stop_received_at, id_used_at)
                VALUES (@id, @sequence, 1, 1, 'TAG', 'TAG', @meter, @at, @at, 'Accepted', @meter + 100, @at, 'Local', @answer, @at, @at)
                """, new { id = 1_000_000 + number, sequence = 1_000_000 + number, meter = number * 100, at, answer = "{}"u8.ToArray() });
            connection.Execute("""
                INSERT INTO meter_values (station_id, connector_id, transaction_id, sampled_at, received_at, source, content_hash, sampled_values)
                VALUES (1, 1, @id, @at, @at, 'MeterValues', @hash, '[]')
                """, new { id = 1_000_000 + number, at, hash = new byte[32] });
        }
    }
}
