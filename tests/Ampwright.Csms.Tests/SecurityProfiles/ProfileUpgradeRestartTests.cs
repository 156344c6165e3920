using Ampwright.TestKit;
using static Ampwright.Csms.Tests.SecurityProfiles.UpgradeWorld;

namespace Ampwright.Csms.Tests.SecurityProfiles;

/// <summary>The CSMS ends in the middle of each step, while the station owes it an answer, and goes on where it was.</summary>
public sealed class ProfileUpgradeRestartTests
{
    [Theory]
    [InlineData(0, 1, "AuthorizationKey", false)]
    [InlineData(0, 1, "AuthorizationKey", true)]
    [InlineData(0, 3, "GetInstalledCertificateIds", false)]
    [InlineData(0, 3, "InstallCertificate", false)]
    [InlineData(0, 3, "InstallCertificate", true)]
    [InlineData(1, 3, "CpoName", true)]
    [InlineData(1, 3, "ExtendedTriggerMessage", false)]
    [InlineData(2, 3, "CertificateSigned", false)]
    [InlineData(2, 3, "CertificateSigned", true)]
    [InlineData(1, 2, "SecurityProfile", false)]
    [InlineData(1, 2, "SecurityProfile", true)]
    [InlineData(2, 3, "SecurityProfile", true)]
    [InlineData(1, 2, "Reset", false)]
    [InlineData(1, 2, "Reset", true)]
    public async Task An_upgrade_goes_on_after_a_restart_whether_the_station_has_carried_out_what_it_was_told_or_not(int from, int to, string call, bool isCarriedOut)
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, from);
        if (call == "Reset") station.Switches = false;
        station.Says[call] = payload =>
        {
            if (isCarriedOut) station.Answer(call, payload);
            return null;
        };
        var id = await AskAsync(csms, to, ""","resetAfter":0""");
        if (call != "AuthorizationKey" && from == 0 && to < 3) await station.ConnectAgainAfterAsync("AuthorizationKey");
        await Eventually.HoldsAsync(() => station.Times(call) == 1);
        await csms.RestartAsync();
        await station.LeaveAsync();
        station.Says.Clear();
        station.Switches = true;
        // One that was reset, or was told to switch and has heard it, comes by the new profile.
        if (isCarriedOut && call is "SecurityProfile" or "Reset") await station.SwitchAsync();
        else await station.ConnectAsync();
        if (call == "AuthorizationKey")
        {
            await Eventually.HoldsAsync(() => station.Times(call) == 2);
            await station.ConnectAsync();
        }
        await StateAsync(csms, id, "Done");
        Assert.Equal((to, null), await ProfileAsync(csms));
        Assert.True(await station.TryAsync(from) is 401 or 403);
        Assert.Equal(101, await station.TryAsync(to));
    }

    [Fact]
    public async Task A_wait_that_was_begun_before_a_restart_ends_when_it_would_have()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await using var station = await StationAsync(csms, 1, ""","noPong":true,"heartbeatSeconds":86400""");
        station.Switches = false;
        var id = await AskAsync(csms, 2, ""","reset":"None","timeoutMinutes":2""");
        await StepAsync(csms, id, "Connection", "Running");
        await csms.RestartAsync();
        await station.LeaveAsync();
        Assert.Equal((1, 2), await ProfileAsync(csms));
        for (var passed = 0; passed <= 120; passed += 10) time.Advance(TimeSpan.FromSeconds(10));
        var fell = await StateAsync(csms, id, "FellBack");
        Assert.Contains("it is not connected", fell.GetProperty("why").GetString());

        await csms.RestartAsync();
        Assert.Equal(101, await station.KnockAsync(2));
        await StateAsync(csms, id, "Done");
    }
}
