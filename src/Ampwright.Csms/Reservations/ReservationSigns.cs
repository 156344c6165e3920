using System.Text;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Payloads;
using Dapper;

namespace Ampwright.Csms.Reservations;

/// <summary>What stations let know of their reservations by other messages. OCPP 1.6 ed. 2 §5.13, digest 7.6.</summary>
internal static class ReservationSigns
{
    // A station's clock may be ahead of ours: what it gives up so shortly before the time, it let expire.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>A transaction began: it uses the reservation that it names, or the one for its tag and connector that it should have named.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="connectorId">Where it began.</param>
    /// <param name="idTag">Whose it is.</param>
    /// <param name="reservationId">What the start named.</param>
    /// <param name="transactionId">The new transaction.</param>
    /// <param name="startedAt">When, by the station's clock.</param>
    public static void NoteStart(WriteUnit unit, long stationId, int connectorId, string idTag, int? reservationId, int transactionId, DateTimeOffset startedAt)
    {
        if (reservationId is { } id)
        {
            // Also one that ended meanwhile: a station that was offline tells late.
            if (ReservationBook.Newest(unit.Connection, stationId, id) is { State: not ReservationState.Used } named)
                ReservationBook.End(unit, named, ReservationState.Used, transactionId: transactionId);
            return;
        }
        var key = IdTagList.Fold(idTag);
        var meant = ReservationBook.Open(unit.Connection, stationId).Find(open =>
            open.State == ReservationState.Active && (open.ConnectorId == connectorId || open.ConnectorId == 0) && IdTagList.Fold(open.IdTag) == key
            && open.RequestedAt <= startedAt && startedAt < open.ExpiresAt);
        if (meant is not null)
            ReservationBook.End(unit, meant, ReservationState.Used, "the start did not name it, as it has to (§5.13)", transactionId);
    }

    /// <summary>A connector told its status.</summary>
    public static void NoteStatus(WriteUnit unit, long stationId, int connectorId, string status)
    {
        if (status is not ("Reserved" or "Available" or "Faulted" or "Unavailable")) return;
        foreach (var open in ReservationBook.Open(unit.Connection, stationId))
        {
            var concerned = open.ConnectorId == connectorId || connectorId == 0;
            switch (status)
            {
                // The answer was lost, or comes after the status.
                case "Reserved" when open.State == ReservationState.Requested:
                    if (!concerned || open.ConnectorId == 0 || !WasSent(unit, open)) break;
                    ReservationBook.Activate(unit, open);
                    ReservationBook.ShownOn(unit, open, connectorId);
                    break;
                case var _ when open.State != ReservationState.Active:
                    break;
                case "Reserved" when concerned || (open.ConnectorId == 0 && open.ShownOn is null):
                    ReservationBook.ShownOn(unit, open, connectorId);
                    break;
                // "A reservation SHALL be terminated ... when the Charge Point or connector are set to Faulted or Unavailable" (§5.13).
                case "Faulted" or "Unavailable" when concerned:
                    ReservationBook.End(unit, open, ReservationState.Lost, $"connector {connectorId} became {status}");
                    break;
                case "Available" when open.ShownOn == connectorId && unit.Now < open.ExpiresAt - ClockTolerance:
                    if (CancelIsUnderWay(unit, open)) break;
                    ReservationBook.End(unit, open, ReservationState.Lost, $"connector {connectorId} showed Available before the reservation's time");
                    break;
                case "Available" when open.ShownOn == connectorId:
                    ReservationBook.End(unit, open, ReservationState.Expired);
                    break;
            }
        }
    }

    private static bool WasSent(WriteUnit unit, ReservationRecord reservation) => unit.Connection.ExecuteScalar<int>(
        "SELECT count(*) FROM commands WHERE command_id = @CommandId AND sent_at IS NOT NULL", new { reservation.CommandId }) > 0;

    // Some stations tell the connector's status before they answer CancelReservation. One command at a time is under way.
    private static bool CancelIsUnderWay(WriteUnit unit, ReservationRecord reservation) => unit.Connection.QueryFirstOrDefault<string>(
            "SELECT request FROM commands WHERE station_id = @StationId AND action = 'CancelReservation' AND state = 'Sent' AND NOT raw", new { reservation.StationId }) is { } request
        && ((CancelReservationRequest)Catalogue.CancelReservation.Request.Read(Encoding.UTF8.GetBytes(request), ReadMode.Strict)).ReservationId == reservation.ReservationId;
}
