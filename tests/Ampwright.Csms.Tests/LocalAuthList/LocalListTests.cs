using System.Text.Json;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.LocalAuthList;

/// <summary>The station's list over real sockets: kept in step by itself, whatever the station does with it.</summary>
public sealed class LocalListTests
{
    [Fact]
    public async Task A_list_is_sent_in_portions_the_station_takes_checked_and_kept_in_step()
    {
        await using var csms = await WorldAsync(tags: 5);
        await using var station = new ListStation(csms.Address, "CP1") { SendMaxLength = 2 };

        await station.ConnectAsync();
        await InStepAsync(csms);

        Assert.Equal(["Full 1 2", "Differential 2 2", "Differential 3 1"], station.Updates);
        Assert.Equal(["T1", "T2", "T3", "T4", "T5"], station.List.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("Accepted", "P1"), (station.List["T1"].Status, station.List["T1"].Parent));
        Assert.Equal("GetLocalListVersion", station.Calls.Last());
        // Both in one unit of work, so that no look falls between them.
        await csms.SendAsync("POST", "/api/v1/id-tags/import?apply=true", "idTag,blocked,expiresAt\nT2,true,\nT6,false,2099-01-01T00:00:00Z\n",
            with: request => request.Content!.Headers.ContentType = new("text/csv"));
        await Eventually.HoldsAsync(() => station.Updates.Count == 4 && station.List.ContainsKey("T6"));
        await InStepAsync(csms);
        Assert.Equal("Differential 4 2", station.Updates.Last());
        Assert.False(station.List.ContainsKey("T2"));
        Assert.Equal(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero), station.List["T6"].Ends);
        Assert.Equal(5, (await ViewAsync(csms)).GetProperty("entries").GetInt32());
    }

    [Theory]
    [InlineData("VersionMismatch")]
    [InlineData("Failed")]
    public async Task A_differential_update_that_is_refused_is_answered_with_a_full_one(string refusal)
    {
        await using var csms = await WorldAsync(tags: 2);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await InStepAsync(csms);
        station.Mood = type => type == "Differential" ? refusal : null;

        await csms.SendAsync("PUT", "/api/v1/id-tags/T3", "{}");
        await Eventually.HoldsAsync(() => station.List.Count == 3);
        await InStepAsync(csms);

        Assert.Equal(["Full 1 2", "Differential 2 1", "Full 3 3"], station.Updates);
        Assert.Contains("localListDrifted", (await csms.SendAsync("GET", "/api/v1/events/log?limit=500")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_that_forgot_its_list_is_found_out_when_it_connects_again()
    {
        await using var csms = await WorldAsync(tags: 2);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await InStepAsync(csms);
        await station.DisconnectAsync();
        station.List.Clear();
        station.Version = 0;

        await station.ConnectAsync(boots: false);
        await Eventually.HoldsAsync(() => station.List.Count == 2);
        await InStepAsync(csms);

        Assert.Equal(["Full 1 2", "Full 2 2"], station.Updates);
    }

    [Fact]
    public async Task A_station_that_kept_its_list_is_sent_nothing_when_it_connects_again()
    {
        await using var csms = await WorldAsync(tags: 2);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await InStepAsync(csms);
        await station.DisconnectAsync();
        var calls = station.Calls.Count;

        await station.ConnectAsync(boots: false);
        await Eventually.HoldsAsync(() => station.Calls.Count > calls);
        await InStepAsync(csms);

        Assert.Equal("GetLocalListVersion", station.Calls.Last());
        Assert.Single(station.Updates);
    }

    [Fact]
    public async Task An_update_whose_answer_is_lost_is_followed_by_a_full_one()
    {
        await using var csms = await WorldAsync(tags: 2);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await InStepAsync(csms);
        station.Mood = _ => "lost";
        await csms.SendAsync("PUT", "/api/v1/id-tags/T3", "{}");
        await Eventually.HoldsAsync(() => station.Updates.Count == 2);
        await station.DisconnectAsync();
        station.Mood = _ => null;

        await Eventually.HoldsAsync(async () => !(await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("connected").GetBoolean());
        await station.ConnectAsync();
        await Eventually.HoldsAsync(() => station.List.Count == 3);
        await InStepAsync(csms);

        Assert.StartsWith("Full", station.Updates.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_station_that_does_not_hold_what_it_accepted_is_not_sent_it_for_ever()
    {
        await using var csms = await WorldAsync(tags: 2);
        await using var station = new ListStation(csms.Address, "CP1") { Mood = _ => "forgotten" };

        await station.ConnectAsync();
        await StateAsync(csms, "Failing");

        Assert.Equal(["Full 1 2"], station.Updates);
        Assert.True((await ViewAsync(csms)).GetProperty("dueAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddSeconds(20));
        station.Mood = _ => null;
        await csms.SendAsync("POST", "/api/v1/stations/CP1/local-list/sync");
        await InStepAsync(csms);
        Assert.Equal(2, station.List.Count);
    }

    [Fact]
    public async Task A_station_without_the_profile_is_left_alone()
    {
        await using var csms = await WorldAsync(tags: 1);
        await using var station = new ListStation(csms.Address, "CP1") { Profiles = "Core,SmartCharging" };

        await station.ConnectAsync();
        await StateAsync(csms, "Unsupported");

        Assert.All(station.Calls, call => Assert.Equal("GetConfiguration", call));
    }

    [Fact]
    public async Task A_station_that_is_to_get_no_unasked_CALLs_gets_its_list_only_when_somebody_asks()
    {
        await using var csms = await WorldAsync(tags: 1, more: ""","noUnsolicitedCalls":true""");
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await csms.SendAsync("PUT", "/api/v1/id-tags/T2", "{}");

        Assert.Equal(200, (await csms.SendAsync("POST", "/api/v1/stations/CP1/local-list/sync")).Code);
        await InStepAsync(csms);

        Assert.Equal(["Full 1 2"], station.Updates);
        // All of it was asked for by somebody, none by the CSMS itself.
        Assert.All((await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Json.GetProperty("items").EnumerateArray(),
            command => Assert.Equal("token:start-option", command.GetProperty("requestedBy").GetString()));
    }

    [Fact]
    public async Task A_list_put_by_hand_is_sent_and_stays_whatever_happens_to_the_tags()
    {
        await using var csms = await WorldAsync(tags: 3);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await InStepAsync(csms);

        await csms.SendAsync("PUT", "/api/v1/stations/CP1/local-list", """{"entries":[{"idTag":"HAND","parentIdTag":"P"},{"idTag":"BAD","status":"Blocked"}]}""");
        await Eventually.HoldsAsync(() => station.List.Count == 2 && station.List.ContainsKey("HAND"));
        await InStepAsync(csms);
        Assert.Equal(("Blocked", "P"), (station.List["BAD"].Status, station.List["HAND"].Parent));
        (await csms.SendAsync("PUT", "/api/v1/stations/CP1/local-list", """{"entries":[{"idTag":"A"},{"idTag":"a"}]}""")).Problem(422);
        await csms.SendAsync("PATCH", "/api/v1/stations/CP1/local-list", """{"mode":"AsSite"}""");
        await Eventually.HoldsAsync(() => station.List.ContainsKey("T3") && !station.List.ContainsKey("HAND"));
    }

    [Fact]
    public async Task A_conflict_that_the_station_reports_makes_its_list_anew()
    {
        await using var csms = await WorldAsync(tags: 2);
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        await InStepAsync(csms);

        await station.CallAsync("StatusNotification", """{"connectorId":0,"status":"Available","errorCode":"LocalListConflict"}""");
        await Eventually.HoldsAsync(() => station.Updates.Count == 2);

        Assert.Equal("Full 2 2", station.Updates.Last());
    }

    [Fact]
    public async Task What_a_station_took_by_a_plain_command_is_known_as_long_as_it_can_be_known()
    {
        await using var csms = await WorldAsync(tags: 0, kept: "Off");
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();

        await GiveAsync(3, "Differential", "A");
        Assert.Equal(("null", ""), await KnownAsync());
        await GiveAsync(4, "Full", "A");
        Assert.Equal(("4", "A"), await KnownAsync());
        await GiveAsync(5, "Differential", "B");
        Assert.Equal(("5", "A B"), await KnownAsync());
        station.Mood = _ => "Failed";
        await GiveAsync(6, "Full", "C");
        Assert.Equal(("5", "A B"), await KnownAsync());

        async Task GiveAsync(int version, string type, string tag) => Assert.Equal(200, (await csms.SendAsync(
            "POST", "/api/v1/stations/CP1/commands/SendLocalList?wait=30",
            $$$"""{"listVersion":{{{version}}},"updateType":"{{{type}}}","localAuthorizationList":[{"idTag":"{{{tag}}}","idTagInfo":{"status":"Accepted"}}]}""")).Code);
        async Task<(string Version, string Tags)> KnownAsync() => (
            (await ViewAsync(csms)).TryGetProperty("version", out var version) ? version.GetRawText() : "null",
            string.Join(' ', (await csms.SendAsync("GET", "/api/v1/stations/CP1/local-list/entries")).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("idTag").GetString())));
    }

    [Fact]
    public async Task Where_the_site_does_not_say_so_no_list_is_sent()
    {
        await using var csms = await WorldAsync(tags: 1, kept: "Off");
        await using var station = new ListStation(csms.Address, "CP1");
        await station.ConnectAsync();
        Assert.Equal("Off", (await ViewAsync(csms)).GetProperty("state").GetString());
        (await csms.SendAsync("POST", "/api/v1/stations/CP1/local-list/sync")).Problem(409);

        await csms.SendAsync("PATCH", "/api/v1/sites/1", """{"localLists":"Automatic"}""");
        await InStepAsync(csms);

        Assert.Single(station.List);
    }

    private static async Task<ServedCsms> WorldAsync(int tags, string kept = "Automatic", string more = "")
    {
        var csms = await ServedCsms.StartAsync();
        await csms.SendAsync("PATCH", "/api/v1/sites/1", $$"""{"localLists":"{{kept}}"}""");
        await csms.RegisterAsync("CP1", more);
        for (var tag = 1; tag <= tags; tag++) await csms.SendAsync("PUT", $"/api/v1/id-tags/T{tag}", $$"""{"parentIdTag":"P{{tag}}"}""");
        return csms;
    }

    private static Task InStepAsync(ServedCsms csms) => StateAsync(csms, "InStep");

    private static async Task StateAsync(ServedCsms csms, string state)
    {
        var seen = "";
        try
        {
            await Eventually.HoldsAsync(async () => (seen = (await ViewAsync(csms)).GetRawText()).Contains($"\"state\":\"{state}\"", StringComparison.Ordinal));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The list did not become {state}: {seen}");
        }
    }

    private static async Task<JsonElement> ViewAsync(ServedCsms csms) => (await csms.SendAsync("GET", "/api/v1/stations/CP1/local-list")).Json;
}
