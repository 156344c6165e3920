using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Regular Charging Session - Plugin First.</summary>
internal sealed class TC_003_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Tells("Preparing");
        await s.Authorizes(s.Tag);
        var transaction = await s.Starts(s.Tag);
        await s.Tells("Charging");
        await s.Shows(CsmsRecord.Transaction, transaction, ("connectorId", $"{s.Connector}"), ("idTag", s.Tag));
    }
}
