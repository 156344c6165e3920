namespace Ampwright.Ocpp.Messages.Reservation;

/// <summary>The answer to ReserveNow. OCPP 1.6 ed. 2 §7.40.</summary>
public enum ReservationStatus
{
    Accepted,

    /// <summary>The connectors asked for are.</summary>
    Faulted,

    /// <summary>In use, or reserved for another.</summary>
    Occupied,

    /// <summary>The station takes no reservations, or not for connector 0.</summary>
    Rejected,

    /// <summary>The connectors asked for are.</summary>
    Unavailable,
}
