using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Transactions;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Dapper;
using static System.Text.Json.JsonElement;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>
/// The database is away for a minute while stations charge: PostgreSQL itself is killed and started again; of SQLite, which has no server,
/// every commit fails.
/// </summary>
public sealed class DatabaseAwayTests
{
    private const string Start = """{"connectorId":1,"idTag":"TAG","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""";

    [Fact]
    public async Task A_minute_without_the_database_gives_no_station_a_false_answer_loses_nothing_and_ends_by_itself()
    {
        using var server = TestDatabases.OnPostgres ? OwnServer() : null;
        var time = new ManualTimeProvider();
        await using var csms = await RunningCsms.StartAsync(time, location: server is null ? null : PostgresAddress.Parse(server.Address("csms")));
        foreach (var identity in (string[])["CHARGES", "LEAVES", "COMES"]) await csms.RegisterAsync(identity);
        await using var charges = await csms.ConnectAsync("CHARGES");
        await using var leaves = await csms.ConnectAsync("LEAVES");
        await using var comes = csms.Station("COMES");
        await leaves.CallAsync("Heartbeat", "{}");
        var id = (await charges.CallAsync("StartTransaction", Start, "start-1"))[2].GetProperty("transactionId").GetInt32();
        var command = await csms.Commands.QueueAsync("CHARGES", "ClearCache", Parse("{}"), "ann");
        var sent = Parse((await charges.ReceiveAsync())!);
        Assert.Equal("ClearCache", sent[2].GetString());
        (string Action, string Payload, string Id)[] messages =
        [
            ("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:00:30Z","sampledValue":[{"value":"25"}]}]}""", "meter"),
            ("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":50,"timestamp":"2026-03-01T12:01:00Z"}""", "stop"),
            ("StartTransaction", Start.Replace("12:00:00", "12:02:00", StringComparison.Ordinal), "start-2"),
        ];

        if (server is null) csms.CommitFault = new IOException("Input/output error");
        else await server.KillAsync();
        await charges.SendAsync($$"""[3,"{{sent[1].GetString()}}",{"status":"Accepted"}]""");
        leaves.Socket.Abort();
        for (var second = 0; second < 60; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(3, (await charges.CallAsync("Heartbeat", "{}"))[0].GetInt32());
            if (second % 10 != 0) continue;
            foreach (var (action, payload, messageId) in messages)
            {
                var error = await charges.CallAsync(action, payload, messageId);
                Assert.Equal((4, "InternalError"), (error[0].GetInt32(), error[2].GetString()));
            }
            Assert.Equal(503, await comes.KnockAsync());
        }

        csms.CommitFault = null;
        server?.StartAgain();
        foreach (var (action, payload, messageId) in messages)
            await HoldsAsync(async () => (await charges.CallAsync(action, payload, messageId))[0].GetInt32() == 3, $"{action} is answered");
        await HoldsAsync(async () => await comes.KnockAsync() == 101, "a station that comes is let in");
        await HoldsAsync(async () => (await csms.Commands.FindAsync(command.CommandId))!.State == CommandState.Answered, "the answer to the command is kept");
        await HoldsAsync(async () => (await csms.ChangesAsync()).Any(change => change is StationDisconnected { Station: "LEAVES" }), "who left is shown as gone");
        var stored = await csms.Transactions.ListAsync(new TransactionFilter());
        Assert.Equal([(false, 50L), (true, 0L)], stored.OrderBy(one => one.Sequence).Select(one => (one.Open, one.EnergyWh)));
        Assert.Equal(1, await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM meter_values")));

        // What waits for the store looks again every second of the clock.
        Task HoldsAsync(Func<Task<bool>> condition, string what) => Eventually.HoldsAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return await condition();
            },
            what);
    }

    private static PostgresServer OwnServer()
    {
        if (PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        var server = PostgresServer.Start();
        server.CreateDatabase("csms");
        return server;
    }
}
