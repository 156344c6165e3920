using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock Connector - With Charging Session (Fixed cable).</summary>
internal sealed class TC_018_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("NotSupported");
        await s.Nothing(s.Settings.TransactionDuration, "StopTransaction");
    }
}
