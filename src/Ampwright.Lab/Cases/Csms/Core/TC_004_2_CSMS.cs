using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Regular Charging Session - Identification First - ConnectionTimeOut.</summary>
internal sealed class TC_004_2_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Authorizes(s.Tag);

    public override async Task Run(CsmsRun s)
    {
        await s.Tells("Preparing");
        await s.Tells("Available");
        await s.Shows(CsmsRecord.ConnectorStatus, s.Connector, ("status", "Available"));
    }
}
