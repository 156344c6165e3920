using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Start Charging Session - Rejected.</summary>
internal sealed class TC_026_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("LocalPreAuthorize", false);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        (await s.Call("RemoteStartTransaction", new { connectorId = s.Connector, idTag = s.Tag })).MustBe("Rejected");
    }
}
