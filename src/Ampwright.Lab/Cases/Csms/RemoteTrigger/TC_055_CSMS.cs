using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.RemoteTrigger;

/// <summary>Trigger Message - Rejected.</summary>
internal sealed class TC_055_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var beyond = s.Settings.Connectors + 1;
        var call = await s.Commanded("TriggerMessage", new { requestedMessage = "MeterValues", connectorId = beyond }, "Rejected");
        s.Has(call, ("requestedMessage", "MeterValues"));
        // 2025-11 asks no longer that a connector can be addressed that is not there.
        if (!s.Newest) s.Has(call, ("connectorId", $"{beyond}"));
        await s.StillAnswers();
    }
}
