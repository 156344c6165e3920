using System.Text.Json;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Power;

/// <summary>The sharing as it is served: plan, commands, answers, what is told of it.</summary>
public sealed class SharedPowerTests
{
    private const string TwentyAmperes = """{"fallbackAmperes":6,"nodes":[{"name":"Yard","amperes":20}]}""";

    [Fact]
    public async Task One_gets_more_only_once_the_other_has_confirmed_less_and_his_car_has_followed()
    {
        await using var world = await PowerWorld.StartAsync("CP1", "CP2");
        Assert.All(await world.PlannedAsync(TwentyAmperes), fallback =>
            Assert.Equal(("TxDefaultProfile", 1, 6m, "A"), (fallback.Purpose, fallback.ConnectorId, fallback.Limit, fallback.Unit)));

        var one = await world.StartAsync("CP1");
        var told = await world.NextAsync("CP1");
        // The other's fall-back stays free for whoever plugs in there.
        Assert.Equal(("TxProfile", 1, one, 14m), (told.Purpose, told.ConnectorId, told.Transaction ?? 0, told.Limit));
        await world.SharedAsync(connectors => connectors[0].GetProperty("mayDraw").GetDecimal() == 14, "the answer counts");

        await world.StartAsync("CP2");
        var less = await world.NextAsync("CP1");
        Assert.Equal(10m, less.Limit);
        var confirmedAt = world.Time.GetUtcNow();
        Assert.Equal(1, await world.CommandsToAsync("CP2"));
        var more = await world.NextAsync("CP2");
        Assert.Equal(("TxProfile", 10m), (more.Purpose, more.Limit));
        Assert.True(world.Time.GetUtcNow() - confirmedAt >= TimeSpan.FromSeconds(6), $"{world.Time.GetUtcNow() - confirmedAt}");
        await world.SharedAsync(connectors => connectors.EnumerateArray().All(connector => connector.GetProperty("mayDraw").GetDecimal() == 10 && connector.GetProperty("reason").GetString() == "Shared"), "both have their share");
        var worst = await world.WorstAsync();
        Assert.True(worst.GetProperty("holds").GetBoolean());
        Assert.Equal(20m, worst.GetProperty("nodes")[0].GetProperty("rows")[0].GetProperty("worst").GetDecimal());
    }

    [Fact]
    public async Task A_refused_decrease_counts_at_the_old_value_and_the_other_makes_room()
    {
        await using var world = await PowerWorld.StartAsync("CP1", "CP2");
        Assert.All(await world.PlannedAsync("""{"nodes":[{"name":"Yard","amperes":40}]}"""), fallback => Assert.Equal(0m, fallback.Limit));
        await world.StartAsync("CP1");
        Assert.Equal(32m, (await world.NextAsync("CP1")).Limit);
        await world.SharedAsync(connectors => connectors[0].GetProperty("mayDraw").GetDecimal() == 32, "the answer counts");

        await world.StartAsync("CP2");
        // 8 A are free at once; the rest is not, because the other says no.
        Assert.Equal(20m, (await world.NextAsync("CP1", "Rejected")).Limit);
        Assert.Equal(8m, (await world.NextAsync("CP2")).Limit);
        var worst = await world.WorstAsync();
        Assert.True(worst.GetProperty("holds").GetBoolean(), worst.GetRawText());
        // It is asked again.
        Assert.Equal(20m, (await world.NextAsync("CP1")).Limit);
        Assert.Equal(20m, (await world.NextAsync("CP2")).Limit);
    }

    [Fact]
    public async Task A_station_that_is_away_counts_at_what_it_holds_until_that_runs_out_and_then_at_its_fall_back_also_after_a_restart()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlannedAsync(TwentyAmperes);
        await world.StartAsync("CP1");
        Assert.Equal(20m, (await world.NextAsync("CP1")).Limit);
        await world.SharedAsync(connectors => connectors[0].GetProperty("mayDraw").GetDecimal() == 20, "the answer counts");

        await world.DisconnectAsync("CP1");
        await world.SharedAsync(connectors => AtWorst(connectors) == 20 && connectors[0].GetProperty("why").GetString()!.Contains("not connected", StringComparison.Ordinal), "it counts in full");
        await world.Csms.RestartAsync();
        await world.SharedAsync(connectors => AtWorst(connectors) == 20, "it counts in full after a restart");
        await world.SharedAsync(connectors => AtWorst(connectors) == 6, "it counts at its fall-back", milliseconds: 5_000);

        static decimal AtWorst(JsonElement connectors) => connectors[0].GetProperty("atWorst").GetDecimal();
    }

    [Fact]
    public async Task What_the_building_draws_is_taken_off_and_without_a_reading_what_it_is_assumed_to_draw()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlannedAsync("""{"leaseMinutes":60,"nodes":[{"name":"Yard","amperes":40}],"building":{"maxAgeSeconds":300,"assumedAmperes":30,"reserveAmperes":2}}""");
        Assert.Equal(200, (await BuildingAsync(15.4m)).Code);
        await world.StartAsync("CP1");
        Assert.Equal(22.6m, (await world.NextAsync("CP1")).Limit);
        await world.SharedAsync(connectors => connectors[0].GetProperty("mayDraw").GetDecimal() == 22.6m, "the answer counts");
        // Nothing is measured any more.
        world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(10m, (await world.NextAsync("CP1")).Limit);
        var worst = await world.WorstAsync();
        Assert.False(worst.GetProperty("buildingIsFresh").GetBoolean());
        (await world.Csms.SendAsync("PUT", "/api/v1/sites/1/building-load", """{"l1":1}""")).Problem(422);

        Task<Hosting.Answer> BuildingAsync(decimal amperes) => world.Csms.SendAsync("PUT", "/api/v1/sites/1/building-load", FormattableString.Invariant($$"""{"l1":{{amperes}},"l2":0,"l3":-4}"""));
    }

    [Fact]
    public async Task Quirks_are_respected_and_what_a_station_holds_is_taken_back_with_the_plan()
    {
        await using var world = await PowerWorld.StartWithAsync(
            options =>
            {
                Directory.CreateDirectory(Path.Combine(options.Data, "quirks"));
                File.WriteAllText(Path.Combine(options.Data, "quirks", "ours.json"),
                    """[{"vendor":"V","quirks":{"wattsOnly":"true","relativeProfilesOnly":"true","stackLevelZero":"true"},"source":"the test"}]""");
                return options;
            },
            "CP1");
        await Eventually.HoldsAsync(async () => (await world.Csms.SendAsync("GET", "/api/v1/stations/CP1/quirks")).Json.GetProperty("items").GetArrayLength() == 3, "its quirks are known");
        var fallback = Assert.Single(await world.PlannedAsync("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","phases":"L2","stationAmperes":16}]}"""));
        Assert.Equal(("TxDefaultProfile", 0m, "W", "Relative", 0), (fallback.Purpose, fallback.Limit, fallback.Unit, fallback.Kind, fallback.StackLevel));
        await world.StartAsync("CP1");
        var told = await world.NextAsync("CP1");
        // A ChargePointMaxProfile cannot be Relative: it is not sent, and its limit holds by what the connectors get.
        Assert.Equal(("TxProfile", 3680m, "W", "Relative", 0), (told.Purpose, told.Limit, told.Unit, told.Kind, told.StackLevel));
        await world.SharedAsync(connectors => connectors[0].GetProperty("mayDraw").GetDecimal() == 16, "the answer counts");

        Assert.Equal(204, (await world.Csms.SendAsync("DELETE", PowerWorld.PlanPath)).Code);
        (await world.Csms.SendAsync("GET", PowerWorld.PlanPath)).Problem(404);
        Assert.Equal("ClearChargingProfile", (await world.NextAsync("CP1")).Action);
        Assert.Equal("ClearChargingProfile", (await world.NextAsync("CP1")).Action);
        await Eventually.HoldsAsync(async () => (await world.Csms.SendAsync("GET", "/api/v1/stations/CP1/charging-profiles")).Json.GetProperty("items").GetArrayLength() == 0, "nothing is left");
    }

    [Fact]
    public async Task A_promise_for_a_departure_comes_before_the_share()
    {
        await using var world = await PowerWorld.StartAsync("CP1", "CP2");
        await world.PlannedAsync("""{"nodes":[{"name":"Yard","amperes":24}]}""");
        var one = await world.StartAsync("CP1");
        var goal = $$"""{"energyWh":9000,"departsAt":"{{world.Time.GetUtcNow().AddHours(1):O}}"}""";
        Assert.Equal(200, (await world.Csms.SendAsync("PUT", $"/api/v1/transactions/{one}/charging-goal", goal)).Code);
        Assert.Equal(24m, (await world.NextAsync("CP1")).Limit);
        await world.StartAsync("CP2");
        // 9 kWh within the hour are 13.7 A on three phases with a twentieth to spare; the other has the rest.
        var less = await world.NextAsync("CP1");
        Assert.InRange(less.Limit, 13.6m, 15.6m);
        Assert.InRange((await world.NextAsync("CP2")).Limit, 8.4m, 10.4m);

        var shared = (await world.Csms.SendAsync("GET", $"{PowerWorld.PlanPath}/connectors")).Json.GetProperty("connectors");
        var (first, other) = (shared[0], shared[1]);
        Assert.Equal(("Yard", true, 32m, 9000, 0), (first.GetProperty("node").GetString(), first.GetProperty("canBeTold").GetBoolean(), first.GetProperty("most").GetDecimal(), first.GetProperty("goalWh").GetInt32(), first.GetProperty("receivedWh").GetInt32()));
        Assert.Equal(first.GetProperty("atWorst").GetDecimal(), first.GetProperty("atWorstOnPhases").GetProperty("l2").GetDecimal());
        Assert.Equal(JsonValueKind.Null, other.GetProperty("goalWh").ValueKind);
        Assert.Equal(9000, (await world.Csms.SendAsync("GET", $"/api/v1/transactions/{one}/charging-goal")).Json.GetProperty("energyWh").GetInt64());
        Assert.Equal(204, (await world.Csms.SendAsync("DELETE", $"/api/v1/transactions/{one}/charging-goal")).Code);
        (await world.Csms.SendAsync("DELETE", $"/api/v1/transactions/{one}/charging-goal")).Problem(404);
        (await world.Csms.SendAsync("PUT", $"/api/v1/transactions/{one}/charging-goal", """{"energyWh":0}""")).Problem(422);
    }

    [Theory]
    [InlineData("""{"nodes":[]}""", "nodes")]
    [InlineData("""{"nodes":[{"name":"Yard"}]}""", "nodes[0].amperes")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20.55}]}""", "nodes[0].amperes")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20},{"name":"Row","parent":"Nowhere","amperes":5}]}""", "nodes[1].parent")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20,"schedules":[{"name":"night","windows":[],"amperes":5}]}]}""", "nodes[0].schedules[0].windows")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"policy":"Nobody"}""", "policy")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP9"}]}""", "stations[0].station")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","phases":"L4"}]}""", "stations[0].phases")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"stations":[{"station":"CP1","fallbackAmperes":3}]}""", "stations[0].fallbackAmperes")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"priorities":[{"group":77,"priority":1}]}""", "priorities[0].group")]
    [InlineData("""{"nodes":[{"name":"Yard","amperes":20}],"building":{"maxAgeSeconds":60}}""", "building.assumedAmperes")]
    [InlineData("""{"fallbackAmperes":6,"nodes":[{"name":"Yard","amperes":20,"schedules":[{"name":"noon","windows":[{"days":["mon"],"from":"12:00","to":"13:00"}],"amperes":5}]}]}""", "fallbackAmperes")]
    public async Task A_plan_that_cannot_hold_is_refused_with_what_is_wrong(string plan, string field)
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        var problem = (await world.Csms.SendAsync("PUT", PowerWorld.PlanPath, plan)).Problem(422);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.GetRawText());
    }

    [Fact]
    public async Task A_plan_is_read_as_it_was_said_and_nobody_overwrites_anothers()
    {
        await using var world = await PowerWorld.StartAsync("CP1");
        await world.PlanAsync(TwentyAmperes);
        var read = await world.Csms.SendAsync("GET", PowerWorld.PlanPath);
        Assert.Equal(20m, read.Json.GetProperty("nodes")[0].GetProperty("amperes").GetDecimal());
        await world.PlanAsync("""{"nodes":[{"name":"Yard","kilowatts":11}]}""");
        Assert.Equal("changed-meanwhile", (await world.Csms.SendAsync("PUT", PowerWorld.PlanPath, TwentyAmperes, with: request => request.Headers.TryAddWithoutValidation("If-Match", read.Headers["ETag"])))
            .Problem(412).GetProperty("code").GetString());
        (await world.Csms.SendAsync("GET", "/api/v1/sites/99/power")).Problem(404);
        Assert.Contains("power.change", (await world.Csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);
        Assert.Equal(2, (await world.Csms.SendAsync("GET", "/api/v1/events/log?kind=powerPlanChanged")).Json.GetProperty("items").GetArrayLength());
    }
}
