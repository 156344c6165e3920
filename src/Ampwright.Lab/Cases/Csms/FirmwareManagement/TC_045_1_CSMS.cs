using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Get Diagnostics.</summary>
internal sealed class TC_045_1_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.BringsDiagnostics("Uploading", "Uploaded");
}
