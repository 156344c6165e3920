using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Get Local List Version (empty).</summary>
internal sealed class TC_042_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Set("LocalAuthListEnabled", true);

    public override async Task Run(StationRun s)
    {
        (await s.Call("SendLocalList", new { listVersion = 1, updateType = "Full" })).MustBe("Accepted");
        // An emptied list reports 0, whatever version was sent.
        await s.ListVersionIs(0);
    }
}
