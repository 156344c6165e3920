using Ampwright.Csms.Access;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Campaigns;

/// <summary>Campaigns of configuration over real sockets: waves, what stops them, people's words, and a program that ends in the middle.</summary>
public sealed class CampaignTests
{
    private const string Value = """ "values":[{"key":"A","value":"1"}]""";

    [Fact]
    public async Task One_of_those_sent_ahead_that_refuses_stops_all_and_is_tried_again_when_somebody_says_so()
    {
        await using var world = await CampaignWorld.StartAsync(3);
        world.Stations[0].Says["A"] = _ => """{"status":"Rejected"}""";
        var campaign = await world.BeginAsync("Configuration", $$"""{{Value}},"filter":{},"canary":1""");

        var stopped = await world.UntilAsync(campaign, "Stopped");

        Assert.Contains("1 of 1 stations sent ahead failed", stopped.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["CP1 Failed: A: the station answered ChangeConfiguration with Rejected", "CP2 Waiting: ", "CP3 Waiting: "], await world.PartsAsync(campaign, why: true));
        Assert.Equal((0, 0), (world.Stations[1].Times("A"), world.Stations[2].Times("A")));
        Assert.Contains(world.Csms.Log.Lines, line => line.Contains("stopped in wave 1", StringComparison.Ordinal));

        world.Stations[0].Says.Clear();
        await world.TurnAsync(campaign, "retry");
        var done = await world.UntilAsync(campaign, "Done");
        Assert.Equal((3, 0), (done.GetProperty("done").GetInt32(), done.GetProperty("failed").GetInt32()));
        Assert.Equal(2, world.Stations[0].Times("A"));
        await world.TurnAsync(campaign, "retry", 409);
        var audit = (await world.Csms.SendAsync("GET", "/api/v1/audit?limit=100")).Text;
        Assert.All((string[])["campaign.create", "campaign.stop", "campaign.retry", "campaign.end"], entry => Assert.Contains(entry, audit, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wave_waits_for_somebodys_word_a_pause_begins_nobody_and_a_resume_goes_on()
    {
        await using var world = await CampaignWorld.StartAsync(3);
        var campaign = await world.BeginAsync("Configuration", $$"""{{Value}},"stations":["CP3","CP2","CP1"],"waveSize":1,"goAhead":true""");
        var first = await world.UntilAsync(campaign, "Awaiting");
        Assert.Equal((1, 3, 1), (first.GetProperty("wave").GetInt32(), first.GetProperty("waves").GetArrayLength(), first.GetProperty("done").GetInt32()));

        await world.TurnAsync(campaign, "go-ahead");
        await Eventually.HoldsAsync(async () => await world.ReadAsync(campaign) is var now && now.GetProperty("state").GetString() == "Awaiting" && now.GetProperty("wave").GetInt32() == 2);
        await world.TurnAsync(campaign, "pause");
        await world.TurnAsync(campaign, "go-ahead", 409);
        Assert.Equal(2, world.Stations.Count(station => station.Times("A") > 0));
        await world.TurnAsync(campaign, "resume");
        await world.UntilAsync(campaign, "Awaiting");
        await world.TurnAsync(campaign, "go-ahead");
        await world.UntilAsync(campaign, "Done");

        Assert.Equal(["CP1 Done", "CP2 Done", "CP3 Done"], await world.PartsAsync(campaign));
        await world.TurnAsync(campaign, "pause", 409);
        var events = (await world.Csms.SendAsync("GET", "/api/v1/events/log?limit=500")).Text;
        Assert.Contains("campaignChanged", events, StringComparison.Ordinal);
        Assert.Contains("campaignStationChanged", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_with_the_key_that_was_not_answered_and_with_the_waves_to_come()
    {
        await using var world = await CampaignWorld.StartAsync(2);
        world.Stations[0].Says["B"] = _ => null;
        var campaign = await world.BeginAsync("Configuration", """ "values":[{"key":"A","value":"1"},{"key":"B","value":"2"}],"filter":{},"canary":1""");
        await Eventually.HoldsAsync(() => world.Stations[0].Times("B") == 1);
        Assert.Equal(["CP1 Running", "CP2 Waiting"], await world.PartsAsync(campaign));

        await world.Csms.RestartAsync();
        world.Stations[0].Says["B"] = _ => """{"status":"RebootRequired"}""";
        foreach (var station in world.Stations) await station.ConnectAsync();
        await world.UntilAsync(campaign, "Done");

        Assert.Equal((1, 2), (world.Stations[0].Times("A"), world.Stations[0].Times("B")));
        Assert.Equal(["CP1 Done: it has all 2 values, in effect after a reset", "CP2 Done: it has all 2 values"], await world.PartsAsync(campaign, why: true));
    }

    [Fact]
    public async Task A_station_that_is_not_there_is_waited_for_as_long_as_was_said_or_left_out()
    {
        var time = new ManualTimeProvider();
        await using var world = await CampaignWorld.StartAsync(0, away: 2, time);
        var left = await world.BeginAsync("Configuration", $$"""{{Value}},"stations":["CP1"],"skipOffline":true""");
        Assert.Equal(["CP1 Skipped: it was not connected"], await world.PartsAsync(left, why: true));
        await world.UntilAsync(left, "Done");

        var waited = await world.BeginAsync("Configuration", $$"""{{Value}},"filter":{},"canary":1,"timeoutMinutes":2""");
        Assert.Equal(["CP1 Running", "CP2 Waiting"], await world.PartsAsync(waited));
        for (var passed = 0; passed <= 120; passed += 10) time.Advance(TimeSpan.FromSeconds(10));
        await world.UntilAsync(waited, "Stopped");
        var parts = await world.PartsAsync(waited, why: true);
        Assert.StartsWith("CP1 Failed: ", parts[0], StringComparison.Ordinal);
        Assert.Contains("not there in", parts[0], StringComparison.Ordinal);
        Assert.Equal("CP2 Waiting: ", parts[1]);
    }

    [Fact]
    public async Task What_is_cancelled_is_taken_back_where_it_was_not_sent()
    {
        await using var world = await CampaignWorld.StartAsync(0, away: 2);
        var campaign = await world.BeginAsync("Configuration", $$"""{{Value}},"filter":{},"waveSize":1""");
        await world.TurnAsync(campaign, "cancel");
        await Eventually.HoldsAsync(async () => (await world.ReadAsync(campaign)).GetProperty("skipped").GetInt32() == 2);
        Assert.Equal("Cancelled", (await world.ReadAsync(campaign)).GetProperty("state").GetString());
        await world.TurnAsync(campaign, "resume", 409);
        Assert.Contains("Cancelled", (await world.Csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_cancelled_gives_no_further_command_whatever_becomes_of_the_one_under_way()
    {
        await using var world = await CampaignWorld.StartAsync(1);
        world.Stations[0].Says["A"] = _ => null;
        var campaign = await world.BeginAsync("Configuration", """ "values":[{"key":"A","value":"1"},{"key":"B","value":"2"}],"filter":{}""");
        await Eventually.HoldsAsync(() => world.Stations[0].Times("A") == 1);
        await world.TurnAsync(campaign, "cancel");

        await world.Csms.RestartAsync();
        await world.Stations[0].ConnectAsync();
        await Eventually.HoldsAsync(async () => (await world.PartsAsync(campaign, why: true))[0] == "CP1 Failed: the campaign was cancelled before the station had all of it");
        Assert.Equal((1, 0), (world.Stations[0].Times("A"), world.Stations[0].Times("B")));
    }

    [Fact]
    public async Task The_same_request_sent_again_is_the_same_campaign_and_two_people_do_not_overwrite_each_other()
    {
        await using var world = await CampaignWorld.StartAsync(0, away: 3);
        var body = $$"""{"name":"C","kind":"Configuration",{{Value}},"filter":{},"canary":1,"waveSize":1}""";
        var preview = await world.Csms.SendAsync("POST", CampaignWorld.Path, body.Replace("\"filter\"", "\"dryRun\":true,\"filter\"", StringComparison.Ordinal));
        Assert.Equal((200, "[1,1,1]"), (preview.Code, preview.Json.GetProperty("waves").GetRawText()));
        Assert.Equal(0, (await world.ReadAsync(CampaignWorld.Path)).GetProperty("items").GetArrayLength());

        void Key(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", "k1");
        var first = await world.Csms.SendAsync("POST", CampaignWorld.Path, body, with: Key);
        var again = await world.Csms.SendAsync("POST", CampaignWorld.Path, body, with: Key);
        Assert.Equal((201, 201, first.Headers["Location"]), (first.Code, again.Code, again.Headers["Location"]));
        (await world.Csms.SendAsync("POST", CampaignWorld.Path, body.Replace("\"C\"", "\"D\"", StringComparison.Ordinal), with: Key)).Problem(409);

        var campaign = first.Headers["Location"];
        var read = await world.Csms.SendAsync("GET", campaign);
        Task<Hosting.Answer> PatchAsync(string change) => world.Csms.SendAsync("PATCH", campaign, change, with: request => request.Headers.TryAddWithoutValidation("If-Match", read.Headers["ETag"]));
        var changed = await PatchAsync("""{"stopAfter":3,"pauseMinutes":5}""");
        Assert.Equal((200, 3, 5), (changed.Code, changed.Json.GetProperty("stopAfter").GetInt32(), changed.Json.GetProperty("pauseMinutes").GetInt32()));
        (await PatchAsync("""{"stopAfter":4}""")).Problem(412);
        Assert.Equal(403, (await world.Csms.SendAsync("POST", $"{campaign}/pause", token: await world.Csms.TokenAsync(Role.Viewer))).Code);
    }

    [Theory]
    [InlineData("""{"kind":"Reset","name":"C","filter":{}}""", "kind")]
    [InlineData("""{"kind":"Configuration","name":"","filter":{}}""", "name", "values")]
    [InlineData("""{"kind":"Configuration","name":"C","filter":{},"values":[{"key":"AuthorizationKey","value":"x"}]}""", "values[0].key")]
    [InlineData("""{"kind":"Configuration","name":"C","filter":{},"template":99}""", "template")]
    [InlineData("""{"kind":"Firmware","name":"C","filter":{}}""", "firmwareUpdate")]
    [InlineData("""{"kind":"Firmware","name":"C","filter":{},"firmwareUpdate":{"firmware":99,"timeoutMinutes":3}}""", "firmwareUpdate.firmware", "firmwareUpdate.timeoutMinutes")]
    [InlineData("""{"kind":"Password","name":"C","filter":{},"certificate":"x"}""", "certificate")]
    [InlineData("""{"kind":"RootCertificate","name":"C","filter":{},"certificate":"x"}""", "certificate")]
    [InlineData("""{"kind":"Password","name":"C","filter":{},"canary":-1,"waveSize":1,"wavePercent":101,"stopPercent":100,"concurrency":0}""", "canary", "wavePercent", "stopPercent", "concurrency")]
    [InlineData("""{"kind":"Password","name":"C","stations":["NOBODY"]}""", "stations")]
    [InlineData("""{"kind":"Password","name":"C"}""", "stations")]
    public async Task One_that_could_not_be_carried_out_is_refused_with_what_to_do(string body, params string[] fields)
    {
        await using var world = await CampaignWorld.StartAsync(0, away: 1);
        var errors = (await world.Csms.SendAsync("POST", CampaignWorld.Path, body)).Problem(422).GetProperty("errors");
        Assert.All(fields, field => Assert.True(errors.TryGetProperty(field, out _), errors.GetRawText()));
    }
}
