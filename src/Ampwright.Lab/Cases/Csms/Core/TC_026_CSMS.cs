using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Remote Start Charging Session - Rejected.</summary>
internal sealed class TC_026_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("RemoteStartTransaction", new { connectorId = s.Connector, idTag = s.Tag }, "Rejected");
        await s.StillAnswers();
    }
}
