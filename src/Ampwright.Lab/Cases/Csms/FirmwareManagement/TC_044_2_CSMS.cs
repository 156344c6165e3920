using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Firmware Update - Download Failed.</summary>
internal sealed class TC_044_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        const string Location = "http://files.example/firmware.bin";
        s.Has(await s.Commanded("UpdateFirmware", new { location = Location, retrieveDate = s.Now() }, _ => []), ("location", Location));

        await s.Notifies("FirmwareStatusNotification", "Downloading", "DownloadFailed");
        await s.Shows(CsmsRecord.FirmwareUpdate, "newest", ("status", "DownloadFailed"));
    }
}
