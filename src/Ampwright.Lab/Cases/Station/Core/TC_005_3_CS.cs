using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>EV Side Disconnected - StopTransactionOnEVSideDisconnect = false - UnlockConnectorOnEVSideDisconnect = false.</summary>
/// <remarks>That no StopTransaction comes before the remote stop is doubtful, as the text only implies it; the one after it must be there.</remarks>
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
        s.Tolerate(DoubtfullyNo("StopTransaction", "the key keeps the transaction"));
        await s.UnplugVehicle();
        await s.Expect(NextStatus(s.Connector, "SuspendedEV", "SuspendedEVSE").With("info", "EV side disconnected"));
        await s.StoppedRemotely(s.Declared("HFS-2") ? ["Finishing", "Available"] : ["Finishing"]);
    }
}
