using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Dapper;
using Npgsql;

namespace Ampwright.Csms.Tests.Storage;

/// <summary>Others hold every connection that the PostgreSQL server gives.</summary>
[Once]
public sealed class ServerCrowdedTests
{
    private const string Start = """{"connectorId":1,"idTag":"TAG","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""";

    [Fact]
    public async Task Whoever_asks_meanwhile_is_told_what_to_do_stations_get_no_false_answer_and_it_goes_on_by_itself()
    {
        if (PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        using var server = PostgresServer.Start(settings: "max_connections=25");
        server.CreateDatabase("csms");
        await using var csms = await ServedCsms.StartAsync(with: options => options with { Database = PostgresAddress.Parse(server.Address("csms")) });
        foreach (var identity in (string[])["CP1", "COMES"]) await csms.RegisterAsync(identity);
        await using var station = await csms.ConnectAsync();
        await using var comes = new Connections.RawStation(csms.Address, "COMES");
        var others = new Stack<NpgsqlConnection>();
        try
        {
            // As when the server was restarted and others were there first.
            await Eventually.HoldsAsync(() => TakeAll(others, server), "others have every connection, and the CSMS none");

            Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}"))[0].GetInt32());
            var error = await station.CallAsync("StartTransaction", Start, "start-1");
            Assert.Equal((4, "InternalError"), (error[0].GetInt32(), error[2].GetString()));
            Assert.Equal(503, await comes.KnockAsync());
            foreach (var (method, path, body) in ((string, string, string?)[])[("GET", "/api/v1/stations", null), ("PUT", "/api/v1/id-tags/T2", "{}")])
            {
                var refused = await csms.SendAsync(method, path, body);
                Assert.Contains("max_connections", refused.Problem(503).GetProperty("detail").GetString(), StringComparison.Ordinal);
                Assert.Equal("5", refused.Headers["Retry-After"]);
            }
            Assert.Equal(503, (await csms.SendAsync("GET", "/health/ready", token: "")).Code);
            Assert.Equal(200, (await csms.SendAsync("GET", "/health/live", token: "")).Code);
        }
        finally
        {
            while (others.TryPop(out var other)) await other.DisposeAsync();
        }

        await Eventually.HoldsAsync(async () => (await station.CallAsync("StartTransaction", Start, "start-1"))[0].GetInt32() == 3, "the start is answered");
        await Eventually.HoldsAsync(async () => await comes.KnockAsync() == 101, "a station that comes is let in");
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/health/ready", token: "")).Code == 200, "it is ready");
        Assert.Single((await csms.SendAsync("GET", "/api/v1/transactions")).Json.GetProperty("items").EnumerateArray());
    }

    /// <returns>Whether the CSMS has no connection and can get none; else those that it had are ended.</returns>
    private static bool TakeAll(Stack<NpgsqlConnection> others, PostgresServer server)
    {
        var at = PostgresAddress.Parse(server.Address("csms"));
        try
        {
            while (true)
            {
                var other = new NpgsqlConnection($"Host={at.Host};Port={at.Port};Username={at.User};Database={at.Name};Pooling=false;Application Name=others");
                other.Open();
                others.Push(other);
            }
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            const string Ours = "FROM pg_stat_activity WHERE application_name = 'ampwright-csms'";
            if (others.Peek().ExecuteScalar<long>($"SELECT count(*) {Ours}") == 0) return true;
            others.Peek().Execute($"SELECT pg_terminate_backend(pid) {Ours}");
            return false;
        }
    }
}
