using System.Collections.Concurrent;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Connections;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Dapper;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>PostgreSQL itself is killed by SIGKILL under load, and started again; the CSMS runs on.</summary>
[Once]
public sealed class ServerLostTests
{
    [Fact]
    public async Task Nothing_stored_is_lost_and_writing_goes_on_once_the_server_is_back()
    {
        if (PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        using var server = PostgresServer.Start();
        server.CreateDatabase("csms");
        await using var database = Database.Open(
            new DatabaseOptions { Location = PostgresAddress.Parse(server.Address("csms")), Readers = 2 }, TimeProvider.System, new EventHub());
        var stored = new ConcurrentBag<string>();
        var refused = 0;
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(WriteAsync).ToList();
        for (var kill = 0; kill < 3; kill++)
        {
            var (storedBefore, refusedBefore) = (stored.Count, refused);
            await Eventually.HoldsAsync(() => stored.Count > storedBefore + 100, "the load is stored");
            await server.KillAsync();
            await Eventually.HoldsAsync(() => refused > refusedBefore, "what cannot be stored is refused");
            server.StartAgain();
        }
        var last = stored.Count;
        await Eventually.HoldsAsync(() => stored.Count > last, "writing goes on");
        await stop.CancelAsync();
        await Task.WhenAll(load);

        var there = await database.ReadAsync(connection => connection.Query<string>("SELECT name FROM settings").ToHashSet());
        Assert.All(stored, name => Assert.Contains(name, there));

        async Task WriteAsync(int writer)
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var name = $"{writer}-{number}";
                try
                {
                    await database.WriteAsync(unit => unit.Connection.Execute("INSERT INTO settings (name, value) VALUES (@name, @value)", new { name, value = new byte[1] }));
                    stored.Add(name);
                }
                catch (StorageException)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
                }
            }
        }
    }

    [Fact]
    public async Task Without_the_server_heartbeats_are_answered_and_a_start_gets_an_error_until_the_server_is_back()
    {
        if (PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        using var server = PostgresServer.Start();
        server.CreateDatabase("csms");
        await using var csms = await RunningCsms.StartAsync(location: PostgresAddress.Parse(server.Address("csms")));
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        const string start = """{"connectorId":1,"idTag":"TAG","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""";
        // Its first answer shows that the connection is taken up: until then it still reads the station's record.
        await station.CallAsync("Heartbeat", "{}");
        await server.KillAsync();

        var error = await station.CallAsync("StartTransaction", start, "start-1");
        Assert.Equal((4, "InternalError"), (error[0].GetInt32(), error[2].GetString()));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}"))[0].GetInt32());

        server.StartAgain();
        await Eventually.HoldsAsync(async () => (await station.CallAsync("StartTransaction", start, "start-1"))[0].GetInt32() == 3, "the start is answered");
        Assert.Equal(1, await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM transactions")));
    }
}
