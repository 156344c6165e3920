using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock Connector - Unlock Failure.</summary>
internal sealed class TC_030_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        // Many locks are open until a session runs: only then has a jammed one something to fail at.
        await s.Charging();
        await s.JamLock();
    }

    public override async Task Run(StationRun s)
    {
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("UnlockFailed");
    }
}
