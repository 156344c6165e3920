using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.FirmwareManagement;

/// <summary>Firmware Update - Installation Failed.</summary>
internal sealed class TC_044_3_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var location = s.Files.Offer("firmware.bin", s.Image(good: false));
        (await s.Call("UpdateFirmware", new { location, retrieveDate = s.Now() })).Must(true, "an answer to UpdateFirmware");

        await s.Expect(Firmware("Downloading"), s.Settings.LongTimeout);
        await s.Expect(Firmware("Downloaded"), s.Settings.LongTimeout);
        s.Tolerate(Firmware("Installing"), Boot());
        await s.Expect(Firmware("InstallationFailed"), s.Settings.LongTimeout);
        await s.AllAvailableAgain();
    }
}
