using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Start Charging Session Lock Failure.</summary>
internal sealed class TC_024_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Authorizes(s.Tag);

    public override async Task Run(CsmsRun s)
    {
        await s.Tells("Preparing");
        await s.Tells("Faulted", "ConnectorLockFailure");
        await s.Shows(CsmsRecord.ConnectorStatus, s.Connector, ("status", "Faulted"));
    }
}
