using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock connector - no charging session running (Not fixed cable).</summary>
internal sealed class TC_017_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("Unlocked");
        await s.StillAnswers();
    }
}
