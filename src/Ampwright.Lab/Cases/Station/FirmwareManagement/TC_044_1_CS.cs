using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.FirmwareManagement;

/// <summary>Firmware Update - Download and Install.</summary>
internal sealed class TC_044_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var location = s.Files.Offer("firmware.bin", s.Image(good: true));
        (await s.Call("UpdateFirmware", new { location, retrieveDate = s.Now() })).Must(true, "an answer to UpdateFirmware");

        await s.Expect(Firmware("Downloading"), s.Settings.LongTimeout);
        await s.Expect(Firmware("Downloaded"), s.Settings.LongTimeout);
        await s.Expect(Firmware("Installing"), s.Settings.LongTimeout);
        // BootNotification and Installed may swap.
        await s.Expect([Boot(), Firmware("Installed") with { Optional = true }], s.Settings.LongTimeout);
        await s.AllAvailableAgain();
        if (!s.Came("FirmwareStatusNotification", told => told.Text("status") == "Installed")) await s.Expect(Firmware("Installed"), s.Settings.LongTimeout);
    }
}
