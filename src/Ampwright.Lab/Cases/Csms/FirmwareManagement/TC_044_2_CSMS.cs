using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Firmware Update - Download Failed.</summary>
internal sealed class TC_044_2_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.UpdatesFirmware("Downloading", "DownloadFailed");
}
