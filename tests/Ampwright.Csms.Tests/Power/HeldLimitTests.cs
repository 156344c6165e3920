using Ampwright.Csms.Access;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Power;

/// <summary>The limits that stations hold, where operators, other sites, restarts and the store get between.</summary>
public sealed class HeldLimitTests
{
    private const string TwentyAmperes = """{"fallbackAmperes":6,"nodes":[{"name":"Yard","amperes":20}]}""";

    [Theory]
    [InlineData("ClearChargingProfile", """{"id":914001}""")]
    [InlineData("ClearChargingProfile", "{}")]
    [InlineData("SetChargingProfile", """{"connectorId":1,"csChargingProfiles":{"chargingProfileId":914001,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":32}]}}}""")]
    [InlineData("SetChargingProfile", """{"connectorId":0,"csChargingProfiles":{"chargingProfileId":7,"stackLevel":3,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":32}]}}}""")]
    public async Task Nobody_takes_a_shared_limit_from_a_station_or_puts_another_above_it(string action, string payload)
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        var path = $"/api/v1/stations/CP1/commands/{action}";
        await world.PlannedAsync(TwentyAmperes);
        var problem = (await world.Csms.SendAsync("POST", path, payload)).Problem(409);
        Assert.Equal("power-shared", problem.GetProperty("code").GetString());
        // One that touches nothing of it may be sent.
        Assert.Equal(202, (await world.Csms.SendAsync("POST", "/api/v1/stations/CP1/commands/ClearChargingProfile", """{"id":7}""")).Code);
        await world.NextAsync("CP1", "Unknown");
        Assert.Equal(204, (await world.Csms.SendAsync("DELETE", PowerWorld.PlanPath)).Code);
        Assert.Equal("ClearChargingProfile", (await world.NextAsync("CP1")).Action);
    }

    [Fact]
    public async Task What_a_raw_command_may_have_done_is_noticed_and_the_fall_back_set_again()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlannedAsync(TwentyAmperes);
        await world.SharedAsync(connectors => connectors[0].GetProperty("atWorst").GetDecimal() == 6, "it counts at its fall-back");
        Assert.Equal(202, (await world.Csms.SendAsync("POST", "/api/v1/stations/CP1/raw-commands/ClearChargingProfile", """{"chargingProfilePurpose":"TxDefaultProfile"}""")).Code);
        Assert.Equal("ClearChargingProfile", (await world.NextAsync("CP1")).Action);
        await world.SharedAsync(connectors => connectors[0].GetProperty("atWorst").GetDecimal() == 32, "all it can draw counts");
        Assert.Equal(("TxDefaultProfile", 6m), (await world.NextAsync("CP1")) is var again ? (again.Purpose, again.Limit) : default);
        await world.SharedAsync(connectors => connectors[0].GetProperty("atWorst").GetDecimal() == 6, "it counts at its fall-back again");
    }

    [Fact]
    public async Task What_a_station_was_told_at_one_site_counts_there_until_another_has_told_it_otherwise()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        var other = (await world.Csms.SendAsync("POST", "/api/v1/sites", """{"name":"Other","timeZone":"UTC"}""")).Json.GetProperty("id").GetInt64();
        Assert.Equal(200, (await world.Csms.SendAsync("PUT", $"/api/v1/sites/{other}/power", """{"fallbackAmperes":0,"nodes":[{"name":"Field","amperes":40}]}""")).Code);
        await world.PlannedAsync(TwentyAmperes);
        await world.StartAsync("CP1");
        Assert.Equal(20m, (await world.NextAsync("CP1")).Limit);
        await world.SharedAsync(connectors => connectors[0].GetProperty("atWorst").GetDecimal() == 20, "the answer counts");

        Assert.Equal(200, (await world.Csms.SendAsync("PATCH", "/api/v1/stations/CP1", $$"""{"site":{{other}}}""")).Code);
        await Eventually.HoldsAsync(
            async () =>
            {
                world.Time.Advance(TimeSpan.FromMilliseconds(500));
                var (here, there) = (await world.ConnectorsAsync(), await world.Csms.SendAsync("GET", $"/api/v1/sites/{other}/power/connectors"));
                // The other site knows at once what it brings.
                return there.Code == 200 && there.Json.GetProperty("connectors") is { } list && list.GetArrayLength() == 1 && list[0].GetProperty("atWorst").GetDecimal() >= 20
                    && here.GetArrayLength() == 1 && here[0].GetProperty("atWorst").GetDecimal() == 20 && here[0].GetProperty("why").GetString()!.Contains("another site", StringComparison.Ordinal);
            }, "it counts at both sites");
        // The other site sets its own fall-back and limit in place of both.
        while ((await world.NextAsync("CP1")).Purpose != "TxProfile") { }
        await world.SharedAsync(connectors => connectors.GetArrayLength() == 0, "nothing of here is left", milliseconds: 1_000);
    }

    [Fact]
    public async Task The_limit_of_a_whole_station_is_taken_back_when_its_plan_says_nothing_of_it_any_more()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlanAsync("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","stationAmperes":16}]}""");
        Assert.Equal(["ChargePointMaxProfile", "TxDefaultProfile"], new[] { (await world.NextAsync("CP1")).Purpose!, (await world.NextAsync("CP1")).Purpose! }.Order(StringComparer.Ordinal));
        await Eventually.HoldsAsync(async () => (await world.Csms.SendAsync("GET", "/api/v1/stations/CP1/charging-profiles")).Json.GetProperty("items").GetArrayLength() == 2, "it holds both");
        await world.PlanAsync("""{"nodes":[{"name":"Yard","amperes":20}]}""");
        Assert.Equal("ClearChargingProfile", (await world.NextAsync("CP1")).Action);
        await Eventually.HoldsAsync(async () => (await world.Csms.SendAsync("GET", "/api/v1/stations/CP1/charging-profiles")).Json.GetProperty("items").GetArrayLength() == 1, "the fall-back is left");
    }

    [Fact]
    public async Task A_raise_of_a_fall_back_that_was_lost_long_ago_counts_after_a_restart()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlannedAsync(TwentyAmperes);
        await world.PlanAsync("""{"fallbackAmperes":16,"nodes":[{"name":"Yard","amperes":20}]}""");
        await world.LoseNextAsync("CP1");
        await world.SharedAsync(connectors => connectors[0].GetProperty("atWorst").GetDecimal() == 16, "the raise may have arrived");
        world.Time.Advance(TimeSpan.FromHours(3));
        await world.Csms.RestartAsync();
        await world.SharedAsync(connectors => connectors.GetArrayLength() == 1, "it is looked at");
        Assert.Equal(16m, (await world.ConnectorsAsync())[0].GetProperty("atWorst").GetDecimal());
    }

    [Fact]
    public async Task What_the_store_did_not_take_counts_as_sent_and_is_sent_once_it_does()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlannedAsync(TwentyAmperes);
        await world.Csms.Database.WriteAsync(unit => unit.Connection.Execute("ALTER TABLE commands RENAME COLUMN target TO target_away"));
        await world.StartAsync("CP1");
        await Eventually.HoldsAsync(
            async () =>
            {
                world.Time.Advance(TimeSpan.FromMilliseconds(500));
                return (await world.ConnectorsAsync())[0].GetProperty("atWorst").GetDecimal() == 20;
            }, "what may have been sent counts");
        for (var look = 0; look < 20; look++) Assert.Equal(20m, (await world.ConnectorsAsync())[0].GetProperty("atWorst").GetDecimal());
        await world.Csms.Database.WriteAsync(unit => unit.Connection.Execute("ALTER TABLE commands RENAME COLUMN target_away TO target"));
        // First what nobody knows the end of is made sure of, then it is raised.
        while ((await world.NextAsync("CP1")).Limit != 20m) { }
        await world.SharedAsync(connectors => connectors[0].GetProperty("mayDraw").GetDecimal() == 20, "the answer counts");
    }

    [Theory]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","phases":"L2"},{"station":"cp1"}]}""", "stations[1].station")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","connector":1},{"station":"CP1","connector":1}]}""", "stations[1].station")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","connector":4}]}""", "stations[0].connector")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","connector":1,"stationAmperes":10}]}""", "stations[0].stationAmperes")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20},{"name":"Row","parent":"Yard","amperes":9}],"stations":[{"station":"CP1","stationAmperes":10},{"station":"CP1","connector":1,"node":"Row"}]}""", "stations")]
    public async Task A_plan_that_says_of_a_connector_what_cannot_be_is_refused(string plan, string field)
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        var problem = (await world.Csms.SendAsync("PUT", PowerWorld.PlanPath, plan)).Problem(422);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public async Task What_is_not_said_of_a_connector_is_as_it_was_said_of_its_station()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlanAsync("""{"nodes":[{"name":"Yard","amperes":40}],"stations":[{"station":"CP1","maxAmperes":20,"fallbackAmperes":8,"phases":"L2"},{"station":"CP1","connector":1,"leastAmperes":7}]}""");
        Assert.Equal(8m, (await world.NextAsync("CP1")).Limit);
        await world.StartAsync("CP1");
        Assert.Equal(20m, (await world.NextAsync("CP1")).Limit);
        var rows = (await world.WorstAsync()).GetProperty("nodes")[0].GetProperty("rows");
        Assert.Equal(0m, rows[0].GetProperty("worst").GetDecimal());
    }

    [Fact]
    public async Task A_meters_token_tells_what_the_building_draws_and_may_nothing_else()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        var made = await world.Csms.SendAsync("POST", "/api/v1/tokens", """{"name":"meter","role":"meter","sites":[1]}""");
        Assert.Equal((201, "meter"), (made.Code, made.Json.GetProperty("role").GetString()));
        var token = made.Json.GetProperty("token").GetString();
        const string load = """{"l1":1,"l2":2,"l3":3}""";
        Assert.Equal(200, (await world.Csms.SendAsync("PUT", "/api/v1/sites/1/building-load", load, token)).Code);
        (await world.Csms.SendAsync("PUT", "/api/v1/sites/2/building-load", load, token)).Problem(404);
        foreach (var path in (string[])["/api/v1/sites/1/power", "/api/v1/stations", "/api/v1/session", "/api/v1/nothing"])
            (await world.Csms.SendAsync("GET", path, token: token)).Problem(403);
        (await world.Csms.SendAsync("PUT", "/api/v1/sites/1/building-load", load, await world.Csms.TokenAsync(Role.Support))).Problem(403);
        (await world.Csms.SendAsync("POST", "/api/v1/accounts", """{"name":"m","role":"meter"}""")).Problem(422);
    }

    [Fact]
    public async Task The_audit_log_tells_which_limits_were_changed_and_a_promise_is_not_overwritten()
    {
        await using var world = await PowerWorld.StartAsync("CP1", "CP2");
        await world.PlannedAsync(TwentyAmperes);
        await world.PlanAsync("""{"fallbackAmperes":6,"nodes":[{"name":"Yard","amperes":16}],"stations":[{"station":"CP2","maxAmperes":16}]}""");
        var change = (await world.Csms.SendAsync("GET", "/api/v1/audit")).Json.GetProperty("items").EnumerateArray().First(line => line.GetProperty("action").GetString() == "power.change").GetProperty("detail");
        Assert.Equal((20m, 16m), (Amperes("before"), Amperes("after")));
        Assert.Equal("CP2", Assert.Single(change.GetProperty("after").GetProperty("stations").EnumerateArray()).GetProperty("station").GetString());

        var page = (await world.Csms.SendAsync("GET", $"{PowerWorld.PlanPath}/connectors?limit=1")).Json;
        Assert.Equal("CP1", Assert.Single(page.GetProperty("connectors").EnumerateArray()).GetProperty("station").GetString());
        page = (await world.Csms.SendAsync("GET", $"{PowerWorld.PlanPath}/connectors?limit=1&after={page.GetProperty("next").GetString()}")).Json;
        Assert.Equal(("CP2", null), (Assert.Single(page.GetProperty("connectors").EnumerateArray()).GetProperty("station").GetString(), page.GetProperty("next").GetString()));
        (await world.Csms.SendAsync("GET", $"{PowerWorld.PlanPath}/connectors?after=x")).Problem(422);

        var transaction = await world.StartAsync("CP1");
        var (path, goal) = ($"/api/v1/transactions/{transaction}/charging-goal", $$"""{"energyWh":9000,"departsAt":"{{world.Time.GetUtcNow().AddHours(1):O}}"}""");
        var first = (await world.Csms.SendAsync("PUT", path, goal)).Headers["ETag"];
        Assert.Equal(200, (await world.Csms.SendAsync("PUT", path, goal, with: request => request.Headers.TryAddWithoutValidation("If-Match", first))).Code);
        (await world.Csms.SendAsync("PUT", path, goal, with: request => request.Headers.TryAddWithoutValidation("If-Match", first))).Problem(412);

        decimal Amperes(string when) => change.GetProperty(when).GetProperty("nodes")[0].GetProperty("amperes").GetDecimal();
    }
}
