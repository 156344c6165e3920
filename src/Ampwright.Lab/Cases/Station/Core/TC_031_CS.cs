using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Unlock Connector - Unknown Connector.</summary>
internal sealed class TC_031_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("UnlockConnector", new { connectorId = s.Settings.Connectors + 1 })).MustBe("NotSupported");
    }
}
