using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.FirmwareManagement;

/// <summary>Firmware Update - Download Failed.</summary>
internal sealed class TC_044_2_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("UpdateFirmware", new { location = StationFiles.Nowhere, retries = 0, retrieveDate = s.Now() })).Must(true, "an answer to UpdateFirmware");
        s.Tolerate(Firmware("Downloading"));
        await s.Expect(Firmware("DownloadFailed"), s.Settings.LongTimeout);
        await s.AllAvailableAgain();
    }
}
