namespace Ampwright.Ocpp.Messages.Security;

/// <summary>What ExtendedTriggerMessage can ask for. Security whitepaper ed. 3 §6.16.</summary>
public enum ExtendedMessageTrigger
{
    BootNotification,
    LogStatusNotification,

    /// <summary>SignedFirmwareStatusNotification is what is sent.</summary>
    FirmwareStatusNotification,

    Heartbeat,
    MeterValues,

    /// <summary>SignCertificate is what is sent.</summary>
    SignChargePointCertificate,

    StatusNotification,
}
