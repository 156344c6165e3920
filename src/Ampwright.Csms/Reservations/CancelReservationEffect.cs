using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Reservation;

namespace Ampwright.Csms.Reservations;

/// <summary>A station gave a reservation up because we said so, or knows none of the id. OCPP 1.6 ed. 2 §5.2.</summary>
internal sealed class CancelReservationEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.CancelReservation;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is not { State: CommandState.Answered or CommandState.Refused, Status: { } status, Request: CancelReservationRequest cancel }) return;
        foreach (var reservation in ReservationBook.Open(unit.Connection, outcome.StationId))
        {
            if (reservation.ReservationId != cancel.ReservationId) continue;
            if (status == "Accepted") ReservationBook.End(unit, reservation, ReservationState.Cancelled);
            // Rejected is for an id that the station does not know.
            else ReservationBook.End(unit, reservation, ReservationState.Lost, "the station knows no reservation of this id");
        }
    }
}
