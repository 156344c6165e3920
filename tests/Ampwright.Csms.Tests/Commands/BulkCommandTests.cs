using System.Text.Json;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Commands;

public sealed class BulkCommandTests
{
    private const string Bulk = "/api/v1/bulk-commands";

    [Fact]
    public async Task Each_selected_station_gets_the_command_no_more_at_once_than_allowed()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var identity in (string[])["CP1", "CP2", "CP3", "OTHER"]) await csms.RegisterAsync(identity);
        await using var first = await csms.ConnectAsync("CP1");
        await using var second = await csms.ConnectAsync("CP2");
        await using var third = await csms.ConnectAsync("CP3");

        var made = await csms.SendAsync("POST", Bulk, """{"action":"Reset","payload":{"type":"Soft"},"stations":["cp1","CP2","CP3"],"concurrency":1}""");
        Assert.Equal((201, 3, 1, 2), (made.Code, Count(made.Json, "total"), Count(made.Json, "open"), Count(made.Json, "waiting")));
        var call = await first.AnswerAsync("""{"status":"Accepted"}""");
        Assert.Equal(("Reset", """{"type":"Soft"}"""), (call[2].GetString(), call[3].GetRawText()));
        await second.AnswerAsync("""{"status":"Rejected"}""");
        await third.AnswerAsync("""{"status":"Accepted"}""");
        var done = await UntilAsync(csms, made, "Done");

        Assert.Equal((2, 1, 0), (Count(done, "succeeded"), Count(done, "failed"), Count(done, "open")));
        var stations = (await csms.SendAsync("GET", $"{made.Headers["Location"]}/stations")).Json.GetProperty("items").EnumerateArray()
            .Select(station => $"{station.GetProperty("station")} {station.GetProperty("state")} {station.GetProperty("detail")}");
        Assert.Equal(["CP1 Succeeded Accepted", "CP2 Failed Rejected", "CP3 Succeeded Accepted"], stations);
        var commands = (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(3, commands.Count);
        Assert.All(commands, command => Assert.Equal(done.GetProperty("id").GetInt64(), command.GetProperty("bulkId").GetInt64()));
        var events = (await csms.SendAsync("GET", "/api/v1/events/log?kind=bulkCommandChanged")).Json.GetProperty("items").EnumerateArray()
            .Reverse().Select(told => Count(told.GetProperty("change"), "succeeded") + Count(told.GetProperty("change"), "failed"));
        Assert.Equal([0, 1, 2, 3], events);
    }

    [Fact]
    public async Task It_stops_when_too_many_fail_and_a_resume_forgives_them()
    {
        await using var csms = await ServedCsms.StartAsync();
        for (var number = 0; number < 12; number++) await csms.RegisterAsync($"CP{number:00}");

        var made = await csms.SendAsync("POST", Bulk,
            """{"action":"ClearCache","filter":{"connected":false},"concurrency":5,"stopOnErrorPercent":50,"waitForStation":false}""");

        Assert.Equal(("Stopped", 10, 2), (made.Json.GetProperty("state").GetString(), Count(made.Json, "failed"), Count(made.Json, "waiting")));
        var resumed = await csms.SendAsync("POST", $"{made.Headers["Location"]}/resume");
        Assert.Equal(("Done", 12), (resumed.Json.GetProperty("state").GetString(), Count(resumed.Json, "failed")));
        (await csms.SendAsync("POST", $"{made.Headers["Location"]}/resume")).Problem(409);
    }

    [Fact]
    public async Task It_can_be_paused_resumed_and_cancelled()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var identity in (string[])["CP1", "CP2", "CP3"]) await csms.RegisterAsync(identity);
        var made = await csms.SendAsync("POST", Bulk, """{"action":"ClearCache","stations":["CP1","CP2","CP3"],"concurrency":1}""");
        var place = made.Headers["Location"];
        Assert.Equal("Paused", (await csms.SendAsync("POST", $"{place}/pause")).Json.GetProperty("state").GetString());

        var command = (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        await csms.SendAsync("POST", $"/api/v1/commands/{command}/cancel");
        var paused = (await csms.SendAsync("GET", place)).Json;
        Assert.Equal((0, 2, 1), (Count(paused, "open"), Count(paused, "waiting"), Count(paused, "skipped")));

        var resumed = (await csms.SendAsync("POST", $"{place}/resume")).Json;
        Assert.Equal((1, 1), (Count(resumed, "open"), Count(resumed, "waiting")));
        var cancelled = (await csms.SendAsync("POST", $"{place}/cancel")).Json;
        Assert.Equal(("Cancelled", 0, 0, 3),
            (cancelled.GetProperty("state").GetString(), Count(cancelled, "open"), Count(cancelled, "waiting"), Count(cancelled, "skipped")));
        var states = (await csms.SendAsync("GET", "/api/v1/commands")).Json.GetProperty("items").EnumerateArray().Select(told => told.GetProperty("state").GetString());
        Assert.Equal(["Cancelled", "Cancelled"], states);
    }

    [Fact]
    public async Task It_goes_on_after_a_restart()
    {
        await using var store = new TestStore();
        var registry = new StationRegistry(store.Database);
        var first = await registry.RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var second = await registry.RegisterAsync(new StationRegistration { Identity = "CP2", WithoutPassword = true });
        var lease = (await new Leases(store.Database).TakeAsync(first.StationId, "x"))!;
        var command = NewCommand.Of("ClearCache", JsonElement.Parse("{}"), "ann");
        var bulk = await store.Database.WriteAsync(unit => BulkLife.Create(unit, command, [first.StationId, second.StationId], concurrency: 1, stopOnErrorPercent: null));
        Assert.NotNull(await store.Database.WriteAsync(unit => CommandLife.TakeNext(unit, lease, first, new CommandSecrets(), new ReachedAt(new Uri("http://csms"), ByOurTls: false))));

        await store.ReopenAsync();
        await store.Database.WriteAsync(CommandLife.FailThoseOfEarlierRun);

        var now = await store.Database.ReadAsync(connection => BulkLife.Find(connection, bulk));
        Assert.Equal((BulkState.Running, 1, 1, 0), (now!.State, now.Failed, now.Open, now.Waiting));
        Assert.True(await store.Database.ReadAsync(connection => CommandLife.AnyQueued(connection, second.StationId)));
    }

    [Fact]
    public async Task While_all_of_it_is_under_way_there_is_nothing_to_go_on_with_and_nothing_to_tell()
    {
        await using var store = new TestStore();
        var station = await new StationRegistry(store.Database).RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var command = NewCommand.Of("ClearCache", JsonElement.Parse("{}"), "ann");
        await store.Database.WriteAsync(unit => BulkLife.Create(unit, command, [station.StationId], concurrency: 10, stopOnErrorPercent: null));

        Assert.Empty(await store.Database.ReadAsync(BulkLife.Runnable));
    }

    [Theory]
    [InlineData("""{"action":"Reset","payload":{"type":"Warm"},"stations":["CP1"]}""", "payload.type")]
    [InlineData("""{"action":"ChangeConfiguration","payload":{"key":"AuthorizationKey","value":"AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCC"},"stations":["CP1"]}""", "payload")]
    [InlineData("""{"action":"ClearCache","stations":["CP1","NOBODY"]}""", "stations")]
    [InlineData("""{"action":"ClearCache"}""", "stations")]
    [InlineData("""{"action":"ClearCache","stations":["CP1"],"concurrency":0}""", "concurrency")]
    [InlineData("""{"action":"ClearCache","stations":["CP1"],"stopOnErrorPercent":101}""", "stopOnErrorPercent")]
    public async Task One_that_could_not_be_carried_out_is_refused(string body, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var problem = (await csms.SendAsync("POST", Bulk, body)).Problem(422);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    private static int Count(JsonElement told, string what) => told.GetProperty(what).GetInt32();

    private static async Task<JsonElement> UntilAsync(ServedCsms csms, Answer made, string state)
    {
        JsonElement told = default;
        await RunningCsms.UntilAsync(async () => (told = (await csms.SendAsync("GET", made.Headers["Location"])).Json).GetProperty("state").GetString() == state);
        return told;
    }
}
