using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock Connector - Unlock Failure.</summary>
internal sealed class TC_030_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Plug();
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.JamLock();
    }

    public override async Task Run(StationRun s)
    {
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("UnlockFailed");
    }
}
