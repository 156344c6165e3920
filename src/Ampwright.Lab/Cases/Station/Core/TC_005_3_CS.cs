using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>EV Side Disconnected - StopTransactionOnEVSideDisconnect = false - UnlockConnectorOnEVSideDisconnect = false.</summary>
/// <remarks>That no StopTransaction comes before the remote stop is implied: the remote stop would be refused.</remarks>
internal sealed class TC_005_3_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetIfThere("MinimumStatusDuration", 0);
        await s.Set("StopTransactionOnEVSideDisconnect", false);
        await s.Set("UnlockConnectorOnEVSideDisconnect", false);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        await s.UnplugVehicle();
        await s.Expect(NextStatus(s.Connector, "SuspendedEV", "SuspendedEVSE").With("info", "EV side disconnected"));
        await s.StoppedRemotely(s.Declared("HFS-2") ? ["Finishing", "Available"] : ["Finishing"]);
    }
}
