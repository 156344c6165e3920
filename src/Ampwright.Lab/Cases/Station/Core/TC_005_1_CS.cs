using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>EV Side Disconnected - StopTransactionOnEVSideDisconnect = true - UnlockConnectorOnEVSideDisconnect = true.</summary>
internal sealed class TC_005_1_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetIfThere("MinimumStatusDuration", 0);
        await s.Set("StopTransactionOnEVSideDisconnect", true);
        await s.Set("UnlockConnectorOnEVSideDisconnect", true);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var transaction = s.Transaction;
        await s.UnplugVehicle();
        await s.Expect([Stop(transaction, "EVDisconnected"), Status(s.Connector, "Finishing")]);
    }
}
