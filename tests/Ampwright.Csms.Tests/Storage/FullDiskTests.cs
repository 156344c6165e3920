using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Connections;
using Ampwright.TestKit;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>The disk of the database is full: at a statement, where it is told first, or at the commit.</summary>
public sealed class FullDiskTests
{
    private const int SqliteFull = 13;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_finds_no_room_is_never_told_as_stored_and_is_taken_once_there_is_room(bool atCommit)
    {
        // By a manual clock nothing is written beside what the station says.
        await using var csms = await RunningCsms.StartAsync(new ManualTimeProvider());
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        Assert.Equal(3, (await station.CallAsync("MeterValues", Meter("11:00:00", 100), "before"))[0].GetInt32());

        await FillAsync(csms, atCommit);
        var error = await station.CallAsync("MeterValues", Meter("12:00:00", 60_000), "large");
        Assert.Equal((4, "InternalError"), (error[0].GetInt32(), error[2].GetString()));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}"))[0].GetInt32());
        MakeRoom(csms);

        Assert.Equal(3, (await station.CallAsync("MeterValues", Meter("12:00:00", 60_000), "large"))[0].GetInt32());
        Assert.Equal(3, (await station.CallAsync("MeterValues", Meter("12:00:00", 60_000), "large"))[0].GetInt32());
        Assert.Equal(2, await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM meter_values")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_writes_is_told_that_it_is_the_store_and_not_what_was_written(bool atCommit)
    {
        await using var csms = await RunningCsms.StartAsync(new ManualTimeProvider());
        var station = await csms.RegisterAsync();

        await FillAsync(csms, atCommit);
        await Assert.ThrowsAsync<StorageException>(() => csms.Database.WriteAsync(unit => unit.Connection.Execute("""
            INSERT INTO meter_values (station_id, connector_id, transaction_id, sampled_at, received_at, source, content_hash, sampled_values)
            VALUES (@StationId, 1, 0, @Now, @Now, 'MeterValues', @hash, @values)
            """, new { station.StationId, unit.Now, hash = new byte[32], values = new string('x', 60_000) })));
        MakeRoom(csms);

        await csms.Database.WriteAsync(unit => unit.Connection.Execute("INSERT INTO counters (name, value) VALUES ('after', 1)"));
    }

    private static async Task FillAsync(RunningCsms csms, bool atCommit)
    {
        if (csms.Location is not PostgresAddress && atCommit) csms.CommitFault = new SqliteException("database or disk is full", SqliteFull);
        else await FullDatabase.FillAsync(csms.Database, csms.Location as PostgresAddress, "meter_values", atCommit);
    }

    private static void MakeRoom(RunningCsms csms)
    {
        csms.CommitFault = null;
        FullDatabase.MakeRoom(csms.Location as PostgresAddress, "meter_values");
    }

    private static string Meter(string time, int characters) =>
        $$"""{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T{{time}}Z","sampledValue":[{"value":"{{new string('7', characters)}}","format":"SignedData"}]}]}""";
}
