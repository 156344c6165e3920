using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>EV Side Disconnected - StopTransactionOnEVSideDisconnect = true - UnlockConnectorOnEVSideDisconnect = true.</summary>
internal sealed class TC_005_1_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Charging();

    public override async Task Run(CsmsRun s)
    {
        await s.Tells("SuspendedEV");
        await s.Stops("EVDisconnected");
        await s.Tells("Finishing");
        await s.Tells("Available");
    }
}
