using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Webhooks;

namespace Ampwright.Csms.Tests.Webhooks;

/// <summary>Webhooks of callers whose role holds on some sites only.</summary>
public sealed class WebhookSiteTests
{
    private const string Webhooks = "/api/v1/webhooks";

    [Fact]
    public async Task A_webhook_of_some_sites_tells_only_of_stations_that_stand_there()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var csms = await StartAsync();
        var (ours, theirs) = (await SiteAsync(csms, "ours"), await SiteAsync(csms, "theirs"));
        await csms.RegisterAsync("OURS", $$""","site":{{ours}}""");
        await csms.RegisterAsync("THEIRS", $$""","site":{{theirs}}""");
        await csms.RegisterAsync("WANDERER", $$""","site":{{theirs}}""");
        var added = await csms.SendAsync("POST", Webhooks, $$"""{"url":"{{receiver.Url}}"}""", await csms.TokenAsync(Role.Owner, ours));
        Assert.Equal([ours], added.Json.GetProperty("webhook").GetProperty("sites").EnumerateArray().Select(site => site.GetInt64()));

        await ChangeAsync(csms, "THEIRS", """{"heartbeatSeconds":61}""");
        await csms.SendAsync("PUT", "/api/v1/id-tags/T9", """{"status":"Accepted"}""");
        await ChangeAsync(csms, "OURS", """{"heartbeatSeconds":62}""");
        await ChangeAsync(csms, "WANDERER", """{"heartbeatSeconds":63}""");
        await ChangeAsync(csms, "WANDERER", $$"""{"site":{{ours}}}""");
        await ChangeAsync(csms, "WANDERER", $$"""{"site":{{theirs}}}""");
        await ChangeAsync(csms, "WANDERER", """{"heartbeatSeconds":64}""");
        await ChangeAsync(csms, "OURS", """{"heartbeatSeconds":65}""");

        // It goes by where the wanderer stands when its events are sent: of those on the way some may be there.
        await RunUntilAsync(() => receiver.Taken.Count(received => Station(received) == "OURS") == 2);
        var wandered = receiver.Taken.Count(received => Station(received) == "WANDERER");
        await ChangeAsync(csms, "WANDERER", """{"heartbeatSeconds":66}""");
        await ChangeAsync(csms, "OURS", """{"heartbeatSeconds":67}""");
        await RunUntilAsync(() => receiver.Taken.Count(received => Station(received) == "OURS") == 3);
        Assert.Equal(wandered, receiver.Taken.Count(received => Station(received) == "WANDERER"));
        Assert.DoesNotContain(receiver.Taken, received => Station(received) is null or "THEIRS");
        Assert.All(receiver.Taken, received => Assert.Equal("stationChanged", received.Kind));
    }

    [Fact]
    public async Task Whoever_has_some_sites_sees_and_changes_the_webhooks_of_these_only()
    {
        await using var csms = await StartAsync();
        var (ours, theirs) = (await SiteAsync(csms, "ours"), await SiteAsync(csms, "theirs"));
        var owner = await csms.TokenAsync(Role.Owner, ours);
        var everywhere = await AddAsync(csms, """{"url":"http://127.0.0.1:1/all","paused":true}""");
        var foreign = await AddAsync(csms, $$"""{"url":"http://127.0.0.1:1/theirs","paused":true,"sites":[{{theirs}}]}""");
        var both = await AddAsync(csms, $$"""{"url":"http://127.0.0.1:1/both","paused":true,"sites":[{{ours}},{{theirs}}]}""");
        var own = await AddAsync(csms, """{"url":"http://127.0.0.1:1/ours","paused":true}""", owner);

        Assert.Equal([own], (await csms.SendAsync("GET", Webhooks, token: owner)).Json.GetProperty("items").EnumerateArray().Select(webhook => webhook.GetProperty("id").GetInt64()));
        foreach (var hidden in (long[])[everywhere, foreign, both])
        {
            (await csms.SendAsync("GET", $"{Webhooks}/{hidden}", token: owner)).Problem(404);
            (await csms.SendAsync("PUT", $"{Webhooks}/{hidden}", """{"url":"http://127.0.0.1:1/x"}""", owner)).Problem(404);
            (await csms.SendAsync("DELETE", $"{Webhooks}/{hidden}", token: owner)).Problem(404);
        }
        (await csms.SendAsync("POST", Webhooks, $$"""{"url":"http://127.0.0.1:1/x","sites":[{{theirs}}]}""", owner)).Problem(422);
        (await csms.SendAsync("PUT", $"{Webhooks}/{own}", $$"""{"url":"http://127.0.0.1:1/x","sites":[{{theirs}}]}""", owner)).Problem(422);
        (await csms.SendAsync("POST", Webhooks, """{"url":"http://127.0.0.1:1/x"}""", await csms.TokenAsync(Role.Operator, ours))).Problem(403);

        // Whoever sees all of them thinks of the address, not of the sites: they stay.
        var changed = await csms.SendAsync("PUT", $"{Webhooks}/{own}", """{"url":"http://127.0.0.1:1/moved","paused":true}""");
        Assert.Equal([ours], changed.Json.GetProperty("sites").EnumerateArray().Select(site => site.GetInt64()));
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"{Webhooks}/{own}", token: owner)).Code);
    }

    private static string? Station(ReceivedEvent received) => received.Json.GetProperty("station").GetString();

    private static async Task<long> SiteAsync(ServedCsms csms, string name) =>
        (await csms.SendAsync("POST", "/api/v1/sites", $$"""{"name":"{{name}}","timeZone":"Europe/Berlin"}""")).Json.GetProperty("id").GetInt64();

    private static async Task<long> AddAsync(ServedCsms csms, string body, string? token = null)
    {
        var added = await csms.SendAsync("POST", Webhooks, body, token);
        Assert.True(added.Code == 201, added.Text);
        return added.Json.GetProperty("webhook").GetProperty("id").GetInt64();
    }

    private static async Task ChangeAsync(ServedCsms csms, string station, string body)
    {
        var changed = await csms.SendAsync("PATCH", $"/api/v1/stations/{station}", body);
        Assert.True(changed.Code == 200, changed.Text);
    }

    private static Task RunUntilAsync(Func<bool> holds) => Ampwright.TestKit.Eventually.HoldsAsync(holds, "the events are there");

    private static Task<ServedCsms> StartAsync() => ServedCsms.StartAsync(with: options => options with { Webhooks = new WebhookOptions { PrivateTargets = true } });
}
