using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.SecurityProfiles.UpgradeWorld;

namespace Ampwright.Csms.Tests.SecurityProfiles;

/// <summary>Stations that refuse, do not answer, do not go, or do not come.</summary>
public sealed class ProfileUpgradeTroubleTests
{
    // The test's clock leaps: nobody answers a ping in no time.
    private const string Patient = ""","noPong":true,"heartbeatSeconds":86400""";

    [Theory]
    [InlineData("""{"status":"Rejected"}""")]
    [InlineData("""{"status":"NotSupported"}""")]
    [InlineData("""[4,"ID","NotImplemented","",{}]""")]
    public async Task A_station_that_refuses_stays_where_it_is_and_the_new_profile_lets_it_in_no_more(string answer)
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Says["SecurityProfile"] = _ => answer;
        var id = await AskAsync(csms, 2);
        var fell = await StateAsync(csms, id, "FellBack");

        Assert.False(fell.GetProperty("acceptsBoth").GetBoolean());
        Assert.Contains("security profile 1 holds", fell.GetProperty("why").GetString());
        Assert.Equal((1, null), await ProfileAsync(csms));
        Assert.Equal((101, 403), (await station.TryAsync(1), await station.TryAsync(2)));
        Assert.Equal(["security-profile.upgrade", "security-profile.end"], await AuditAsync(csms));
        // Nothing is left that would hinder whoever wants to change it.
        Assert.Equal(200, (await csms.SendAsync("POST", "/api/v1/stations/CP1/password")).Code);
    }

    [Theory]
    [InlineData("InstallCertificate", "RootCertificate", """{"status":"Rejected"}""")]
    [InlineData("ExtendedTriggerMessage", "ClientCertificate", """{"status":"NotImplemented"}""")]
    [InlineData("CertificateSigned", "ClientCertificate", """{"status":"Rejected"}""")]
    public async Task A_preparation_that_does_not_work_out_switches_nothing(string call, string step, string answer)
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Says[call] = _ => answer;
        var id = await AskAsync(csms, 3);
        var failed = await StateAsync(csms, id, "Failed");

        Assert.Equal("Failed", Step(failed, step).GetProperty("state").GetString());
        Assert.Equal("Skipped", Step(failed, "SecurityProfile").GetProperty("state").GetString());
        Assert.Equal(0, station.Times("SecurityProfile"));
        Assert.Equal((1, null), await ProfileAsync(csms));
        station.Says.Clear();
        await StateAsync(csms, await AskAsync(csms, 3), "Done");
    }

    [Fact]
    public async Task A_station_without_the_key_CpoName_goes_on_if_it_knows_the_name_from_elsewhere()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 2);
        station.Says["CpoName"] = _ => """{"status":"NotSupported"}""";
        var done = await StateAsync(csms, await AskAsync(csms, 3), "Done");
        Assert.Equal("Skipped", Step(done, "CpoName").GetProperty("state").GetString());
    }

    [Fact]
    public async Task When_the_answer_is_lost_a_station_that_has_switched_is_let_in_and_has_proven_it()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Says["SecurityProfile"] = _ =>
        {
            station.NextProfile = 2;
            return null;
        };
        var id = await AskAsync(csms, 2);
        await Eventually.HoldsAsync(() => station.NextProfile == 2);
        await station.LeaveAsync();
        await station.SwitchAsync();
        await StateAsync(csms, id, "Done");
        Assert.Equal((2, null), await ProfileAsync(csms));
        Assert.Equal(403, await station.TryAsync(1));
        Assert.Equal(1, station.Times("SecurityProfile"));
    }

    [Fact]
    public async Task When_the_answer_is_lost_a_station_that_has_not_switched_is_told_again()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Says["SecurityProfile"] = _ => null;
        var id = await AskAsync(csms, 2, ""","resetAfter":0""");
        await Eventually.HoldsAsync(() => station.Times("SecurityProfile") == 1);
        await station.LeaveAsync();
        Assert.Equal((1, 2), await ProfileAsync(csms));
        station.Says.Clear();
        await station.ConnectAsync();
        await StateAsync(csms, id, "Done");
        Assert.Equal(2, station.Times("SecurityProfile"));
    }

    [Fact]
    public async Task A_refusal_after_a_lost_answer_may_mean_that_it_was_taken_so_both_stay_until_the_station_comes_however_late()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Says["SecurityProfile"] = _ => station.Times("SecurityProfile") == 1 ? null : """{"status":"Rejected"}""";
        var id = await AskAsync(csms, 2, ""","resetAfter":0""");
        await Eventually.HoldsAsync(() => station.Times("SecurityProfile") == 1);
        await station.LeaveAsync();
        await station.ConnectAsync();
        var fell = await StateAsync(csms, id, "FellBack");
        Assert.True(fell.GetProperty("acceptsBoth").GetBoolean());
        Assert.Contains("both profiles are accepted", fell.GetProperty("why").GetString());
        (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"securityProfile":1}""")).Problem(409);

        Assert.Equal(101, await station.KnockAsync(2));
        var done = await StateAsync(csms, id, "Done");
        Assert.StartsWith("late", done.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.False(done.GetProperty("acceptsBoth").GetBoolean());
        Assert.Equal(403, await station.TryAsync(1));
    }

    [Fact]
    public async Task A_station_that_comes_back_by_the_old_profile_falls_back_and_beginning_again_goes_on_with_both_doors_open()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await StationAsync(csms, 1, Patient);
        station.Switches = false;
        var id = await AskAsync(csms, 2, ""","reset":"None","timeoutMinutes":2""");
        // It left, could not reach the TLS end point, and is back.
        await Eventually.HoldsAsync(() => station.Times("SecurityProfile") == 1);
        await station.LeaveAsync();
        await Eventually.HoldsAsync(async () => !(await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("connected").GetBoolean());
        time.Advance(TimeSpan.FromSeconds(30));
        await station.ConnectAsync();
        await StepAsync(csms, id, "Connection", "Running");
        await UntilPassedAsync(csms, time, id, TimeSpan.FromMinutes(2));
        var fell = await StateAsync(csms, id, "FellBack");

        Assert.Equal(0, station.Times("Reset"));
        Assert.True(fell.GetProperty("acceptsBoth").GetBoolean());
        Assert.Contains("it is there by profile 1", fell.GetProperty("why").GetString());
        Assert.Equal((1, 2), await ProfileAsync(csms));
        (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"securityProfile":1}""")).Problem(409);
        var higher = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":3}""");
        Assert.True(higher.Problem(409).GetProperty("errors").TryGetProperty("noOtherUpgrade", out _), higher.Text);

        station.Says["SecurityProfile"] = _ => """{"status":"Rejected"}""";
        var again = await AskAsync(csms, 2);
        Assert.False((await ReadAsync(csms, id)).GetProperty("acceptsBoth").GetBoolean());
        Assert.True((await StateAsync(csms, again, "FellBack")).GetProperty("acceptsBoth").GetBoolean());
        Assert.Equal(101, await station.TryAsync(2));
        // Where the CSMS has not yet seen that one leave, this is a second takeover, and the pause between two is kept by the clock.
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(101, await station.KnockAsync(2));
        await StateAsync(csms, again, "Done");
        Assert.Equal("FellBack", (await ReadAsync(csms, id)).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("Accepted", "Hard")]
    [InlineData("Accepted", "Soft")]
    [InlineData("RebootRequired", "Hard")]
    public async Task A_station_that_does_not_go_by_itself_is_reset_a_minute_after_it_agreed_or_at_once_where_it_says_so(string answer, string reset)
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await StationAsync(csms, 1, Patient);
        station.Switches = false;
        station.Says["SecurityProfile"] = payload =>
        {
            station.Answer("SecurityProfile", payload);
            return $$"""{"status":"{{answer}}"}""";
        };
        string? type = null;
        station.Says["Reset"] = payload =>
        {
            type = payload.GetProperty("type").GetString();
            return """{"status":"Accepted"}""";
        };
        var id = await AskAsync(csms, 2, $$""","reset":"{{reset}}" """);
        if (answer == "Accepted")
        {
            await StepAsync(csms, id, "Reset", "Running");
            time.Advance(TimeSpan.FromSeconds(59));
            // A round of the keeper has passed once this is answered: what it would have sent stands in the list.
            Assert.DoesNotContain("Reset", (await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Text, StringComparison.Ordinal);
            Assert.Equal(0, station.Times("Reset"));
            time.Advance(TimeSpan.FromSeconds(2));
        }
        await StateAsync(csms, id, "Done");
        Assert.Equal((1, reset), (station.Times("Reset"), type));
    }

    [Fact]
    public async Task A_reset_waits_for_the_end_of_a_transaction()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");
        await using var station = await StationAsync(csms, 1, Patient);
        station.Switches = false;
        var id = await AskAsync(csms, 2);
        await StepAsync(csms, id, "Reset", "Running");
        var started = await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T1","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""");
        time.Advance(TimeSpan.FromSeconds(61));
        await UntilAsync(csms, id, upgrade => Step(upgrade, "Reset").GetProperty("detail").GetString()!.Contains("a transaction runs", StringComparison.Ordinal), "waiting for the transaction");
        Assert.Equal(0, station.Times("Reset"));
        await station.CallAsync("StopTransaction", $$"""{"transactionId":{{started[2].GetProperty("transactionId").GetInt32()}},"meterStop":9,"timestamp":"2026-03-01T12:01:00Z"}""");
        time.Advance(TimeSpan.FromSeconds(11));
        await StateAsync(csms, id, "Done");
        Assert.Equal(1, station.Times("Reset"));
    }

    [Fact]
    public async Task A_station_that_is_away_is_waited_for_and_given_up_without_anything_having_changed()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await StationAsync(csms, 1, Patient, connects: false);
        var id = await AskAsync(csms, 2, ""","timeoutMinutes":1""");
        await UntilPassedAsync(csms, time, id, TimeSpan.FromMinutes(1));
        Assert.Contains("not there in time", (await StateAsync(csms, id, "Failed")).GetProperty("why").GetString());
        Assert.Equal((1, null), await ProfileAsync(csms));

        var second = await AskAsync(csms, 2);
        await station.ConnectAsync();
        await StateAsync(csms, second, "Done");
    }

    [Fact]
    public async Task A_station_that_is_removed_takes_its_upgrade_along_and_another_of_its_name_finds_one_door()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Switches = false;
        var id = await AskAsync(csms, 2, ""","reset":"None" """);
        await StepAsync(csms, id, "Connection", "Running");
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/stations/CP1")).Code);
        await using var other = await StationAsync(csms, 1, connects: false);
        Assert.Contains("removed", (await StateAsync(csms, id, "Failed")).GetProperty("why").GetString());
        Assert.Equal((1, null), await ProfileAsync(csms));
        Assert.Equal((101, 403), (await other.TryAsync(1), await other.TryAsync(2)));
    }

    private static async Task UntilPassedAsync(ServedCsms csms, ManualTimeProvider time, long id, TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed <= by; passed += TimeSpan.FromSeconds(10)) time.Advance(TimeSpan.FromSeconds(10));
        await UntilAsync(csms, id, upgrade => upgrade.GetProperty("endedAt").ValueKind != System.Text.Json.JsonValueKind.Null, "over");
    }
}
