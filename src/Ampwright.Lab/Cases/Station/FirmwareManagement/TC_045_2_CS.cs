using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.FirmwareManagement;

/// <summary>Get Diagnostics - Upload Failed.</summary>
internal sealed class TC_045_2_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("GetDiagnostics", new { location = StationFiles.Nowhere, retries = 0 })).Must(true, "an answer to GetDiagnostics");
        await s.Expect(Diagnostics("Uploading"), s.Settings.LongTimeout);
        await s.Expect(Diagnostics("UploadFailed"), s.Settings.LongTimeout);
    }
}
