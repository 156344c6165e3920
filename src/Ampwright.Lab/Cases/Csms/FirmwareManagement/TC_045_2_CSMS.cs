using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Get Diagnostics - Upload Failed.</summary>
internal sealed class TC_045_2_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.BringsDiagnostics("Uploading", "UploadFailed");
}
