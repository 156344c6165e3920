using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Get Local List Version (not supported).</summary>
internal sealed class TC_042_1_CS : StationCase
{
    public override Task Before(StationRun s) => s.SetIfThere("LocalAuthListEnabled", false);

    public override async Task Run(StationRun s)
    {
        var answer = await s.Call("GetLocalListVersion", new { });
        if (answer.IsError) answer.MustBeOrError("NotSupported");
        else answer.Must(answer.Frame.Number32("listVersion") == -1, "listVersion -1");
    }
}
