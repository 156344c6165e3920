using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Get Security Log.</summary>
internal sealed class TC_079_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var location = s.Files.Inbox();
        (await s.Call("GetLog", new { logType = "SecurityLog", requestId = s.NextRequest(), log = new { remoteLocation = location } })).MustBe("Accepted");
        await s.Expect(Log("Uploading"), s.Settings.LongTimeout);
        var uploaded = await s.Expect(Log("Uploaded"), s.Settings.LongTimeout);
        s.Check(s.Files.HasCome(location), "the log at the location", "nothing has come there", uploaded);
    }
}
