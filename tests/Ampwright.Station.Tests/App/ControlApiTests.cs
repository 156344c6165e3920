using System.Net;
using System.Text.Json.Nodes;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.App;

public sealed class ControlApiTests
{
    [Fact]
    public async Task A_car_is_plugged_in_and_out_and_the_answer_shows_it()
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (status, plugged) = await fleet.PostAsync("/api/station/connectors/1/plug", """{"vehicle":{"phases":1,"maxAmperes":32}}""");
        Assert.Equal(200, status);
        Assert.Equal(("B", true), ((string?)plugged["connectors"]![0]!["pilot"], (bool)plugged["connectors"]![0]!["vehicle"]!));
        var (again, problem) = await fleet.PostAsync("/api/station/connectors/1/plug", "{}");
        Assert.Equal((409, "A vehicle is connected to connector 1 already."), (again, (string?)problem["detail"]));
        var (_, unplugged) = await fleet.PostAsync("/api/stations/CP/connectors/1/unplug", """{"side":"vehicle"}""");
        Assert.Equal(("A", 32m), ((string?)unplugged["connectors"]![0]!["pilot"], (decimal)unplugged["connectors"]![0]!["cableAmperes"]!));
    }

    [Fact]
    public async Task Power_is_cut_and_restored()
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (_, dark) = await fleet.PostAsync("/api/station/power", """{"cut":"sudden"}""");
        Assert.False((bool)dark["powered"]!);
        Assert.Equal(409, (await fleet.PostAsync("/api/station/power", """{"cut":"sudden"}""")).Status);
        Assert.Equal(409, (await fleet.PostAsync("/api/station/card", """{"uid":"04A1B2C3"}""")).Status);
        await fleet.PostAsync("/api/station/power", """{"restore":true}""");
        await Eventually.HoldsAsync(
            async () => await fleet.StateAsync() is var state && (bool)state["powered"]! && (int?)state["boot"] == 2, "the second life has begun");
        Assert.Equal(409, (await fleet.PostAsync("/api/station/power", """{"restore":true}""")).Status);
    }

    [Fact]
    public async Task Power_can_be_cut_and_restored_faster_than_a_life_begins()
    {
        await using var fleet = await RunningFleet.StartAsync();
        for (var round = 0; round < 10; round++)
        {
            await fleet.PostAsync("/api/station/power", """{"cut":"sudden"}""");
            await fleet.PostAsync("/api/station/power", """{"restore":true}""");
            await fleet.PostAsync("/api/station/power", """{"restore":true}""");
        }

        await Eventually.HoldsAsync(
            async () => await fleet.StateAsync() is var state && (bool)state["powered"]! && (string?)state["connectors"]![0]!["status"] == "Available",
            "the station lives");
    }

    [Fact]
    public async Task The_network_is_cut_and_restored()
    {
        await using var fleet = await RunningFleet.StartAsync();
        Assert.Equal("cut", (string?)(await fleet.PostAsync("/api/station/network", """{"cut":true}""")).Body["network"]);
        Assert.Equal(409, (await fleet.PostAsync("/api/station/network", """{"cut":true}""")).Status);
        Assert.Equal("up", (string?)(await fleet.PostAsync("/api/station/network", """{"restore":true}""")).Body["network"]);
    }

    [Fact]
    public async Task The_claims_on_a_connector_say_which_one_rules_and_why()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.PostAsync("/api/station/connectors/1/plug", """{"cableAmperes":20}""");
        await fleet.PostAsync("/api/station/connectors/1/limit", """{"amperes":10,"why":"works on the cellar"}""");
        await Eventually.HoldsAsync(async () => Ruling(await fleet.StateAsync()) == ("manual", 10m, "works on the cellar"), "the limit by hand rules");
        await fleet.PostAsync("/api/station/connectors/1/derating", """{"amperes":8,"why":"hot"}""");
        await Eventually.HoldsAsync(async () => Ruling(await fleet.StateAsync()) == ("thermal", 8m, "hot"), "the derating rules");
        await fleet.PostAsync("/api/station/connectors/1/derating", """{"amperes":null}""");
        await fleet.PostAsync("/api/station/connectors/1/limit", """{"amperes":null}""");
        await Eventually.HoldsAsync(async () => Ruling(await fleet.StateAsync()) is ("cable", 20m, _), "the cable rules again");

        static (string?, decimal?, string?) Ruling(JsonNode state) =>
            state["connectors"]![0]!["limits"]![0] is { } first ? ((string?)first["source"], (decimal?)first["amperes"], (string?)first["why"]) : default;
    }

    [Fact]
    public async Task The_runtime_tells_its_status_and_its_trace()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.PostAsync("/api/station/connectors/1/plug", "{}");
        await Eventually.HoldsAsync(
            async () => (string?)(await fleet.StateAsync())["connectors"]![0]!["status"] == "Preparing", "the runtime sees the car");
        var lines = (await fleet.StateAsync())["trace"]!.AsArray();
        Assert.Contains(lines, line => ((string?)line!["text"])!.Contains("starts", StringComparison.Ordinal));
        var last = (long)lines[^1]!["number"]!;
        Assert.All((await fleet.StateAsync($"/api/station?since={last}"))["trace"]!.AsArray(), line => Assert.True((long)line!["number"]! > last));
    }

    [Fact]
    public async Task An_orderly_cut_lets_the_host_live_on_for_a_while()
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (_, failing) = await fleet.PostAsync("/api/station/power", """{"cut":"orderly","holdUpSeconds":0.3}""");
        Assert.Equal((true, true), ((bool)failing["powered"]!, (bool)failing["onReserve"]!));
        await Eventually.HoldsAsync(async () => !(bool)(await fleet.StateAsync())["powered"]!, "the reserve is used up");
    }

    [Fact]
    public async Task Faults_are_raised_and_cleared_at_a_connector_and_at_the_station()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.PostAsync("/api/station/connectors/2/fault", """{"kind":"groundFault","vendorCode":"RCD"}""");
        var (_, both) = await fleet.PostAsync("/api/station/fault", """{"kind":"reader","severity":"warning"}""");
        Assert.Equal([2, null], both["faults"]!.AsArray().Select(fault => (int?)fault!["connector"]));
        var (_, one) = await fleet.PostAsync("/api/station/connectors/2/fault", """{"clear":"all"}""");
        var left = Assert.Single(one["faults"]!.AsArray())!;
        Assert.Equal(("reader", "warning"), ((string?)left["kind"], (string?)left["severity"]));
        var (_, none) = await fleet.PostAsync("/api/station/fault", new JsonObject { ["clear"] = (string?)left["id"] }.ToJsonString());
        Assert.Empty(none["faults"]!.AsArray());
    }

    [Fact]
    public async Task An_opened_door_is_seen_by_the_runtime_and_kept_among_its_security_events()
    {
        await using var fleet = await RunningFleet.StartAsync();
        Assert.Equal(200, (await fleet.PostAsync("/api/station/tamper", """{"what":"service door"}""")).Status);
        await Eventually.HoldsAsync(
            async () => (await fleet.StateAsync())["trace"]!.AsArray().Any(line => ((string?)line!["text"])!.Contains("TamperDetectionActivated: service door", StringComparison.Ordinal)),
            "the security event is in the trace");
    }

    [Fact]
    public async Task The_next_reset_is_refused_and_the_one_after_it_is_not()
    {
        await using var fleet = await RunningFleet.StartAsync();
        Assert.Equal(200, (await fleet.PostAsync("/api/station/reset-failure", """{"times":1}""")).Status);
        var hardware = fleet.Fleet.Stations[0].Hardware;
        Assert.False(hardware.RequestReset(Ampwright.Station.Hardware.ResetKind.Soft));
        Assert.True(hardware.RequestReset(Ampwright.Station.Hardware.ResetKind.Soft));
    }

    [Theory]
    [InlineData("/api/station/tamper", """{"what":""}""", 400, "what")]
    [InlineData("/api/station/reset-failure", """{"times":-1}""", 400, "times")]
    [InlineData("/api/station/card", """{"uid":"04"}""", 400, "uid")]
    [InlineData("/api/station/card", """{"uid":"04A1B2C3","color":"red"}""", 400, "uid, reader")]
    [InlineData("/api/station/card", "not json", 400, "uid, reader")]
    [InlineData("/api/station/power", "{}", 400, "restore")]
    [InlineData("/api/station/network", """{"cut":true,"restore":true}""", 400, "restore")]
    [InlineData("/api/station/network", """{"restore":true}""", 409, "up already")]
    [InlineData("/api/station/connectors/1/button", """{"which":"middle"}""", 400, "$.which")]
    [InlineData("/api/station/fault", """{"kind":"nope"}""", 400, "$.kind")]
    [InlineData("/api/station/connectors/3/plug", "{}", 404, "1 to 2")]
    [InlineData("/api/station/connectors/1/plug", """{"vehicle":{"phases":4}}""", 400, "vehicle.phases")]
    [InlineData("/api/station/connectors/1/plug", """{"side":"both","halfway":true}""", 409, "one side")]
    [InlineData("/api/station/connectors/1/unplug", "{}", 409, "no cable")]
    [InlineData("/api/stations/NOBODY/card", """{"uid":"04A1B2C3"}""", 404, "NOBODY")]
    [InlineData("/api/station/dance", "{}", 404, "dance")]
    public async Task What_cannot_be_done_is_answered_with_a_problem_that_says_why(string path, string body, int status, string named)
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (given, problem) = await fleet.PostAsync(path, body);
        Assert.Equal(status, given);
        Assert.Contains(named, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_host_names_other_origins_and_bodies_that_a_form_could_send_are_refused()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await AnswerAsync(HttpStatusCode.Forbidden, request => request.Headers.Host = "rebound.example.com");
        await AnswerAsync(HttpStatusCode.Forbidden, request => request.Headers.Add("Origin", "http://evil.example.com"));
        await AnswerAsync(HttpStatusCode.OK, request => request.Headers.Add("Origin", fleet.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        await AnswerAsync(HttpStatusCode.OK, request => request.Headers.Host = $"localhost:{fleet.Http.BaseAddress!.Port}");
        await AnswerAsync(HttpStatusCode.UnsupportedMediaType, request =>
        {
            request.Method = HttpMethod.Post;
            request.RequestUri = new Uri("/api/station/power", UriKind.Relative);
            request.Content = new StringContent("""{"cut":"sudden"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("text/plain"));
        });
        Assert.True((bool)(await fleet.StateAsync())["powered"]!);

        async Task AnswerAsync(HttpStatusCode expected, Action<HttpRequestMessage> change)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/stations");
            change(request);
            using var answer = await fleet.Http.SendAsync(request);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_page_and_its_parts_are_served_and_nothing_foreign_may_be_loaded()
    {
        await using var fleet = await RunningFleet.StartAsync();
        foreach (var part in (string[])["/", "/page.css", "/page.js", "/icon.svg"])
        {
            using var answer = await fleet.Http.GetAsync(part);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_fleet_is_numbered_and_each_station_reached_by_its_name()
    {
        await using var fleet = await RunningFleet.StartAsync("--count", "3");
        var list = (await fleet.StateAsync("/api/stations"))["stations"]!.AsArray();
        Assert.Equal(["CP-0001", "CP-0002", "CP-0003"], list.Select(station => (string?)station!["identity"]));
        await fleet.PostAsync("/api/stations/CP-0002/connectors/1/plug", "{}");
        Assert.Equal([false, true, false], fleet.Fleet.Stations.Select(station => station.Hardware.Describe().Connectors[0].VehicleConnected));
        using var which = await fleet.Http.GetAsync("/api/station");
        Assert.Equal(HttpStatusCode.NotFound, which.StatusCode);
    }
}
