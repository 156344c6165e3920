using Ampwright.Csms.Tests.LocalAuthList;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Firmware.FirmwareWorld;

namespace Ampwright.Csms.Tests.Campaigns;

/// <summary>Each kind of work at stations on real sockets: its orders, and how its outcome is read.</summary>
public sealed class CampaignKindTests
{
    [Fact]
    public async Task Firmware_is_followed_to_its_end_at_each_station_and_too_many_failures_stop_the_wave()
    {
        await using var world = await CampaignWorld.StartAsync(4);
        foreach (var station in world.Stations) station.Says["UpdateFirmware"] = _ => "{}";
        var file = await FirmwareAsync(world.Csms);
        var campaign = await world.BeginAsync("Firmware", $$""" "firmwareUpdate":{"firmware":{{file}}},"filter":{},"canary":1,"waveSize":2,"concurrency":1,"stopAfter":0""");
        await Eventually.HoldsAsync(() => world.Stations[0].Times("UpdateFirmware") == 1);
        await TellAsync(0, "Downloading");
        await Eventually.HoldsAsync(async () => (await world.PartsAsync(campaign, why: true))[0] == "CP1 Running: Downloading");
        Assert.Equal(0, world.Stations[1].Times("UpdateFirmware"));
        (await world.Csms.SendAsync("DELETE", $"/api/v1/firmware/{file}")).Problem(409);

        await TellAsync(0, "Installed");
        await Eventually.HoldsAsync(() => world.Stations[1].Times("UpdateFirmware") == 1);
        await TellAsync(1, "DownloadFailed");
        var stopped = await world.UntilAsync(campaign, "Stopped");

        Assert.Contains("1 of 2 stations of wave 2 failed", stopped.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var parts = await world.PartsAsync(campaign, why: true);
        Assert.EndsWith("installed", parts[0], StringComparison.Ordinal);
        Assert.Contains("the station told DownloadFailed", parts[1], StringComparison.Ordinal);
        Assert.Equal((0, 0), (world.Stations[2].Times("UpdateFirmware"), world.Stations[3].Times("UpdateFirmware")));

        // What failed is forgiven, and the rest gets its turn.
        await world.TurnAsync(campaign, "resume");
        foreach (var at in (int[])[2, 3])
        {
            await Eventually.HoldsAsync(() => world.Stations[at].Times("UpdateFirmware") == 1);
            await TellAsync(at, "Installed");
        }
        await world.UntilAsync(campaign, "Done");
        Assert.Equal(["CP1 Done", "CP2 Failed", "CP3 Done", "CP4 Done"], await world.PartsAsync(campaign));

        async Task TellAsync(int station, string status) => await world.Stations[station].CallAsync("FirmwareStatusNotification", $$"""{"status":"{{status}}"}""");
    }

    [Fact]
    public async Task A_station_that_has_the_version_or_the_values_already_is_left_out()
    {
        await using var world = await CampaignWorld.StartAsync(1);
        await world.Stations[0].CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M","firmwareVersion":"2.0"}""");
        world.Stations[0].Says["GetConfiguration"] = _ => """{"configurationKey":[{"key":"A","readonly":false,"value":"1"}]}""";
        var firmware = await world.BeginAsync("Firmware", $$""" "firmwareUpdate":{"firmware":{{await FirmwareAsync(world.Csms)}}},"filter":{}""");
        await world.UntilAsync(firmware, "Done");
        Assert.Equal(["CP1 Skipped: it has version 2.0 already"], await world.PartsAsync(firmware, why: true));

        const string Values = """ "values":[{"key":"A","value":"1"}],"filter":{}""";
        await world.UntilAsync(await world.BeginAsync("Configuration", Values), "Done");
        var again = await world.BeginAsync("Configuration", Values);
        await world.UntilAsync(again, "Done");
        Assert.Equal(["CP1 Skipped: it has these values already"], await world.PartsAsync(again, why: true));
        Assert.Equal(1, world.Stations[0].Times("A"));
    }

    [Fact]
    public async Task Local_lists_are_replaced_and_one_that_is_left_alone_is_left_out()
    {
        await using var world = await CampaignWorld.StartAsync(0, away: 3);
        await world.Csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");
        await using var good = new ListStation(world.Csms.Address, "CP1");
        await using var bad = new ListStation(world.Csms.Address, "CP2") { Mood = _ => "Failed" };
        foreach (var station in (string[])["CP1", "CP2"]) Assert.Equal(200, (await world.Csms.SendAsync("PATCH", $"/api/v1/stations/{station}/local-list", """{"mode":"Automatic"}""")).Code);
        Assert.Equal(200, (await world.Csms.SendAsync("PATCH", "/api/v1/stations/CP3/local-list", """{"mode":"Off"}""")).Code);
        var campaign = await world.BeginAsync("LocalList", """ "filter":{}""");
        await good.ConnectAsync();
        await bad.ConnectAsync();
        await world.UntilAsync(campaign, "Done");

        var parts = await world.PartsAsync(campaign, why: true);
        Assert.StartsWith("CP1 Done: version ", parts[0], StringComparison.Ordinal);
        Assert.Equal("CP2 Failed: The station answered Failed to a full update.", parts[1]);
        Assert.StartsWith("CP3 Skipped", parts[2], StringComparison.Ordinal);
        Assert.Contains("T1", good.List.Keys);
    }

    [Fact]
    public async Task Certificates_are_renewed_and_roots_installed_where_they_are_missing()
    {
        await using var world = await CampaignWorld.StartAsync(2);
        world.Stations[1].Says["ExtendedTriggerMessage"] = _ => """{"status":"NotImplemented"}""";
        var renewal = await world.BeginAsync("CertificateRenewal", """ "filter":{}""");
        await world.UntilAsync(renewal, "Done");
        var parts = await world.PartsAsync(renewal, why: true);
        Assert.StartsWith("CP1 Done: certificate request 1: the station took ", parts[0], StringComparison.Ordinal);
        Assert.Equal("CP2 Failed: the station answered ExtendedTriggerMessage with NotImplemented", parts[1]);
        Assert.NotNull(world.Stations[0].Certificate);

        var root = await world.BeginAsync("RootCertificate", """ "stations":["CP1"]""");
        await world.UntilAsync(root, "Done");
        var all = await world.BeginAsync("RootCertificate", """ "filter":{}""");
        await world.UntilAsync(all, "Done");
        Assert.Equal(["CP1 Skipped: it holds the root already", "CP2 Done: the station took it"], await world.PartsAsync(all, why: true));
        Assert.Equal((1, 1), (world.Stations[0].Roots.Count, world.Stations[1].Roots.Count));
    }

    [Fact]
    public async Task Each_station_gets_a_password_of_its_own_which_nobody_is_told_and_which_opens_the_door()
    {
        await using var world = await CampaignWorld.StartAsync(2);
        var old = world.Stations[0].Password!;
        var campaign = await world.BeginAsync("Password", """ "filter":{}""");
        await world.UntilAsync(campaign, "Done");

        Assert.Equal(["CP1 Done: it has a new key", "CP2 Done: it has a new key"], await world.PartsAsync(campaign, why: true));
        var (one, two) = (world.Stations[0].Password!, world.Stations[1].Password!);
        Assert.NotEqual(one, two);
        Assert.Equal(101, await world.Stations[0].TryAsync(1));
        await using var thief = new SecurityProfiles.SwitchingStation(world.Csms) { Password = old };
        Assert.Equal(401, await thief.KnockAsync(1));
        foreach (var path in (string[])["/api/v1/commands", "/api/v1/events/log?limit=500", "/api/v1/audit", campaign])
            Assert.DoesNotContain(Convert.ToHexString(one), (await world.Csms.SendAsync("GET", path)).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_password_that_waited_for_its_station_over_a_restart_is_made_anew_and_one_whose_answer_was_lost_is_not_followed_by_another()
    {
        await using var world = await CampaignWorld.StartAsync(1, away: 1);
        world.Stations[0].Says["AuthorizationKey"] = _ => null;
        var campaign = await world.BeginAsync("Password", """ "filter":{}""");
        await Eventually.HoldsAsync(() => world.Stations[0].Times("AuthorizationKey") == 1);
        await world.Csms.RestartAsync();
        foreach (var station in world.Stations) await station.ConnectAsync();
        await world.UntilAsync(campaign, "Done");

        var parts = await world.PartsAsync(campaign, why: true);
        Assert.Contains("may have taken the key", parts[0], StringComparison.Ordinal);
        Assert.Equal("CP2 Done: it has a new key", parts[1]);
        await world.TurnAsync(campaign, "retry");
        await world.UntilAsync(campaign, "Done");
        Assert.StartsWith("CP1 Failed: nobody knows whether it took the key", (await world.PartsAsync(campaign, why: true))[0], StringComparison.Ordinal);
        Assert.Equal(1, world.Stations[0].Times("AuthorizationKey"));
    }
}
