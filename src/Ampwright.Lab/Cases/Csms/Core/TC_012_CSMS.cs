using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Remote Stop Charging Session.</summary>
internal sealed class TC_012_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Charging();

    public override async Task Run(CsmsRun s)
    {
        var transaction = s.Transaction;
        var call = await s.Commanded("RemoteStopTransaction", new { transactionId = transaction });
        s.CheckDoubtful(call.Number32("transactionId") == transaction, $"transactionId {transaction}", $"it is {call.Text("transactionId")}");
        await s.Stops("Remote");
        await s.Tells("Finishing");
        await s.Tells("Available");
    }
}
