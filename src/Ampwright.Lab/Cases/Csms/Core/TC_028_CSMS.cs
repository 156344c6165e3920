using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Remote Stop Transaction - Rejected.</summary>
internal sealed class TC_028_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Charging();

    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("RemoteStopTransaction", new { transactionId = s.Transaction }, "Rejected");
        await s.StillAnswers();
    }
}
