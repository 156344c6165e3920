namespace Ampwright.Ocpp.Messages.RemoteTrigger;

/// <summary>What TriggerMessage can ask for. OCPP 1.6 ed. 2 §7.32.</summary>
public enum MessageTrigger
{
    BootNotification,
    DiagnosticsStatusNotification,
    FirmwareStatusNotification,
    Heartbeat,
    MeterValues,
    StatusNotification,
}
