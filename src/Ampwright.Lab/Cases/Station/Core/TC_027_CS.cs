using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote start transaction - connector id shall not be 0.</summary>
internal sealed class TC_027_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("RemoteStartTransaction", new { connectorId = 0, idTag = s.Tag })).MustBeOrError(null, "Rejected");
    }
}
