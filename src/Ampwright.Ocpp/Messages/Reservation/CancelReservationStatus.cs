namespace Ampwright.Ocpp.Messages.Reservation;

/// <summary>The answer to CancelReservation. OCPP 1.6 ed. 2 §7.5.</summary>
public enum CancelReservationStatus
{
    Accepted,
    Rejected,
}
