namespace Ampwright.Csms.Reservations;

/// <summary>
/// <code>
/// Requested ─┬─► Refused             the station said no, or was not asked in time
///            └─► Active ─┬─► Used       a transaction of the tag began
///                        ├─► Cancelled  CancelReservation was accepted
///                        ├─► Replaced   the same reservation id was given again
///                        ├─► Expired    its time came
///                        └─► Lost       the station gave it up: Faulted, Unavailable, or Available again before its time
/// </code>
/// A request whose answer was lost stays Requested: the station may hold it. What comes to an end by mistake of ours is still
/// <see cref="Used"/> when a start names it: stations offline tell late.
/// </summary>
internal enum ReservationState
{
    Requested,
    Active,
    Refused,
    Used,
    Expired,
    Cancelled,
    Replaced,
    Lost,
}
