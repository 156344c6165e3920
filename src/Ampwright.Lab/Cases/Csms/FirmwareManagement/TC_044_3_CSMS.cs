using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Firmware Update - Installation Failed.</summary>
internal sealed class TC_044_3_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.UpdatesFirmware("Downloading", "Downloaded", "Installing", "InstallationFailed");
}
