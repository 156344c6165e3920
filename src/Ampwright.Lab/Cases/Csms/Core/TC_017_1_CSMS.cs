using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Unlock connector - no charging session running (Not fixed cable).</summary>
internal sealed class TC_017_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Commanded("UnlockConnector", new { connectorId = s.Connector }, "Unlocked"), ("connectorId", $"{s.Connector}"));
        await s.StillAnswers();
    }
}
