using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.FirmwareManagement;

/// <summary>Get Diagnostics - Upload Failed.</summary>
internal sealed class TC_045_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        const string Location = "http://files.example/diagnostics/";
        s.Has(await s.Commanded("GetDiagnostics", new { location = Location }, _ => []), ("location", Location));
        await s.Notifies("DiagnosticsStatusNotification", "Uploading", "UploadFailed");
        await s.Shows(CsmsRecord.Upload, "newest", ("status", "UploadFailed"));
    }
}
