using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.FirmwareManagement;

/// <summary>Get Diagnostics.</summary>
internal sealed class TC_045_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var location = s.Files.Inbox();
        (await s.Call("GetDiagnostics", new { location })).Must(true, "an answer to GetDiagnostics");
        await s.Expect(Diagnostics("Uploading"), s.Settings.LongTimeout);
        var uploaded = await s.Expect(Diagnostics("Uploaded"), s.Settings.LongTimeout);
        s.Check(s.Files.HasCome(location), "the diagnostics file at the location", "nothing has come there", uploaded);
    }
}
