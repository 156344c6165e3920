using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Unlock Connector - With Charging Session (Not fixed cable).</summary>
internal sealed class TC_018_1_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Charging();

    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("UnlockConnector", new { connectorId = s.Connector }, "Unlocked");
        await s.Tells("Finishing");
        await s.Stops("UnlockCommand");
        await s.Tells("Available");
    }
}
