using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Unlock connector - no charging session running (Fixed cable).</summary>
internal sealed class TC_017_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Commanded("UnlockConnector", new { connectorId = s.Connector }, "NotSupported"), ("connectorId", $"{s.Connector}"));
        await s.StillAnswers();
    }
}
