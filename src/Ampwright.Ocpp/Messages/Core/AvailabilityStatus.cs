namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The answer to ChangeAvailability. OCPP 1.6 ed. 2 §7.3.</summary>
public enum AvailabilityStatus
{
    Accepted,
    Rejected,

    /// <summary>Will be done when the running transaction has ended.</summary>
    Scheduled,
}
