namespace Ampwright.Lab.Operation;

/// <summary>What a CSMS keeps that a case reads back.</summary>
internal enum CsmsRecord
{
    /// <summary>By its id; with connectorId, idTag and, once it has ended, stopReason.</summary>
    Transaction,

    /// <summary>By its id; with connectorId, idTag and status.</summary>
    Reservation,

    /// <summary>A charging profile that the station holds, by its id; with connectorId and chargingProfilePurpose.</summary>
    ChargingProfile,

    /// <summary>A connector's status, by its number.</summary>
    ConnectorStatus,

    /// <summary>An entry of the local authorization list that the station holds, by its id tag; with status.</summary>
    LocalListEntry,

    /// <summary>A security event by its type.</summary>
    SecurityEvent,

    /// <summary>A root that the station holds, by its serial number in hexadecimal digits; with certificateType.</summary>
    Certificate,

    /// <summary>The state of the newest firmware update.</summary>
    FirmwareUpdate,

    /// <summary>The state of the newest upload of diagnostics or logs.</summary>
    Upload,
}
