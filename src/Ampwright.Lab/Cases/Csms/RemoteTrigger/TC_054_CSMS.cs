using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.RemoteTrigger;

/// <summary>Trigger Message.</summary>
internal sealed class TC_054_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Triggers("MeterValues", s.Connector), ("requestedMessage", "MeterValues"), ("connectorId", $"{s.Connector}"));
        await s.Meters();
        s.Has(await s.Triggers("Heartbeat"), ("requestedMessage", "Heartbeat"));
        await s.Send("Heartbeat", new { });
        s.Has(await s.Triggers("StatusNotification", s.Connector), ("requestedMessage", "StatusNotification"), ("connectorId", $"{s.Connector}"));
        await s.Tells("Available");
        s.Has(await s.Triggers("DiagnosticsStatusNotification"), ("requestedMessage", "DiagnosticsStatusNotification"));
        await s.Notifies("DiagnosticsStatusNotification", "Idle");
        s.Has(await s.Triggers("FirmwareStatusNotification"), ("requestedMessage", "FirmwareStatusNotification"));
        await s.Notifies("FirmwareStatusNotification", "Idle");
    }
}
