using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Reservation;

namespace Ampwright.Csms.Reservations;

/// <summary>A station took a reservation, or did not. OCPP 1.6 ed. 2 §5.13.</summary>
internal sealed class ReserveNowEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.ReserveNow;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome.Request is not ReserveNowRequest request) return;
        // Given as a bare command, it has no row yet; one that was never sent needs none.
        var reservation = ReservationBook.OfCommand(unit.Connection, outcome.CommandId);
        if (reservation is null && outcome.WasSent)
        {
            var row = ReservationBook.Request(unit, ReservationRequested.Of(outcome.StationId, request, outcome.CommandId, outcome.RequestedBy));
            reservation = ReservationBook.Find(unit.Connection, row);
        }
        if (reservation is not { IsOpen: true }) return;
        if (outcome is { State: CommandState.Answered, Status: "Accepted" })
        {
            // "If the reservationId matches a reservation in the Charge Point, it SHALL replace it" (§5.13).
            foreach (var older in ReservationBook.Open(unit.Connection, outcome.StationId))
            {
                if (older.ReservationId == reservation.ReservationId && older.RowId < reservation.RowId)
                    ReservationBook.End(unit, older, ReservationState.Replaced, $"reservation {reservation.RowId} took its place");
            }
            if (reservation.State == ReservationState.Requested) ReservationBook.Activate(unit, reservation);
        }
        else if (outcome.IsOpen)
        {
            ReservationBook.Note(unit, reservation, "the station did not answer: it may hold the reservation");
        }
        else
        {
            ReservationBook.End(unit, reservation, ReservationState.Refused, outcome.Status is { } status ? $"the station answered {status}" : outcome.Why ?? outcome.State.ToString());
        }
    }
}
