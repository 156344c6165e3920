using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Unlock Connector - Unlock Failure.</summary>
internal sealed class TC_030_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Commanded("UnlockConnector", new { connectorId = s.Connector }, "UnlockFailed"), ("connectorId", $"{s.Connector}"));
        await s.StillAnswers();
    }
}
