using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>EV Side Disconnected - StopTransactionOnEVSideDisconnect = true - UnlockConnectorOnEVSideDisconnect = false.</summary>
internal sealed class TC_005_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetIfThere("MinimumStatusDuration", 0);
        await s.Set("StopTransactionOnEVSideDisconnect", true);
        await s.Set("UnlockConnectorOnEVSideDisconnect", false);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.UnplugVehicle();
        await s.Expect([Stop(transaction, "EVDisconnected"), Status(s.Connector, "Finishing", "Available")]);
        (await s.Call("UnlockConnector", new { connectorId = s.Connector })).MustBe("Unlocked", "NotSupported");
    }
}
