using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Unlock Connector - Unknown Connector.</summary>
internal sealed class TC_031_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("UnlockConnector", new { connectorId = s.Settings.Connectors + 1 }, "NotSupported");
        await s.StillAnswers();
    }
}
