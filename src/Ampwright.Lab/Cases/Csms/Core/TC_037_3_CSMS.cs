using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Offline Start Transaction - Invalid IdTag - StopTransactionOnInvalidId = true.</summary>
internal sealed class TC_037_3_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Reconnects();

    public override async Task Run(CsmsRun s)
    {
        var answer = await s.Send("StartTransaction", new { connectorId = s.Connector, idTag = s.Settings.InvalidTag, meterStart = 0, timestamp = s.Now(-60) });
        answer.Must(CsmsSessions.TagStatus(answer) == "Invalid", "idTagInfo Invalid");
        s.Running[answer.Frame.Number32("transactionId")!.Value] = s.Connector;
        await s.Tells("Charging");
        await s.Stops("DeAuthorized");
        await s.Tells("Finishing");
    }
}
