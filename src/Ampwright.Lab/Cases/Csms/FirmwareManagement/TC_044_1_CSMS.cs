using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Firmware Update - Download and Install.</summary>
internal sealed class TC_044_1_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.UpdatesFirmware("Downloading", "Downloaded", "Installing", "Installed");
}
