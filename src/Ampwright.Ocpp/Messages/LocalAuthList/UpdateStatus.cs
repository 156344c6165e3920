namespace Ampwright.Ocpp.Messages.LocalAuthList;

/// <summary>The answer to SendLocalList. OCPP 1.6 ed. 2 §7.47.</summary>
public enum UpdateStatus
{
    Accepted,

    /// <summary>The list stays as it was.</summary>
    Failed,

    /// <summary>The station has no such lists.</summary>
    NotSupported,

    /// <summary>A differential update does not follow the version that the station has.</summary>
    VersionMismatch,
}
