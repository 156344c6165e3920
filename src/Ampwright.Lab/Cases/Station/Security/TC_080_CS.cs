using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Secure Firmware Update.</summary>
internal sealed class TC_080_CS : StationCase
{
    public override Task Before(StationRun s) => s.KnowsTheSigner();

    public override async Task Run(StationRun s)
    {
        await s.SignedUpdate(spoilt: false);
        foreach (var status in new[] { "Downloading", "Downloaded", "SignatureVerified", "Installing" })
            await s.Expect(SignedFirmware(status), s.Settings.LongTimeout);
        // BootNotification, the event, the statuses and Installed come in any order; InstallRebooting is of the whitepaper (L01).
        s.Tolerate(SignedFirmware("InstallRebooting"), SignedFirmware("Installed"), Event("FirmwareUpdated"));
        await s.Expect(Boot(), s.Settings.LongTimeout);
        await s.AllAvailableAgain();
        if (!s.Came("SignedFirmwareStatusNotification", told => told.Text("status") == "Installed"))
            await s.Expect(SignedFirmware("Installed"), s.Settings.LongTimeout);
    }
}
