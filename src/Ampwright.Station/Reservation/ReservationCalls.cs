using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Transactions;

namespace Ampwright.Station.Reservation;

/// <summary>Carries out ReserveNow and CancelReservation. OCPP 1.6 ed. 2 §5.1, §5.13.</summary>
internal sealed class ReservationCalls(StationCore core, Reservations reservations, IReadOnlyList<Connector> connectors)
{
    /// <summary>The answer of a station that takes no reservations (§5.13).</summary>
    public static CallAnswer Refuse(ReserveNowRequest _) => Answer(ReservationStatus.Rejected);

    public CallAnswer Reserve(ReserveNowRequest request)
    {
        var status = request.ConnectorId == 0 ? CheckStation(request) : CheckConnector(request);
        // The standard is silent on an expiryDate in the past: there is nothing to keep.
        if (core.Clock.Trusted && request.ExpiryDate.Instant <= core.Clock.Now) status = ReservationStatus.Rejected;
        if (status != ReservationStatus.Accepted) return Answer(status);
        var reservation = new RememberedReservation(
            request.ReservationId, request.ConnectorId, request.IdTag, request.ParentIdTag, request.ExpiryDate.Instant);
        return reservations.TryMake(reservation)
            ? Answer(ReservationStatus.Accepted, reservations.Refresh)
            : Answer(ReservationStatus.Rejected);
    }

    public CallAnswer Cancel(CancelReservationRequest request)
    {
        if (core.Memory.State.Reservations.GetValueOrDefault(request.ReservationId) is not { } reservation)
            return new CallAnswer(new CancelReservationResponse { Status = CancelReservationStatus.Rejected });
        reservations.End(reservation, "cancelled");
        return new CallAnswer(new CancelReservationResponse { Status = CancelReservationStatus.Accepted }, reservations.Refresh);
    }

    private ReservationStatus CheckConnector(ReserveNowRequest request)
    {
        if (connectors.FirstOrDefault(one => one.Number == request.ConnectorId) is not { } connector) return ReservationStatus.Rejected;
        if (connector.IsFaulted) return ReservationStatus.Faulted;
        if (connector.IsInoperative) return ReservationStatus.Unavailable;
        if (!connector.IsEmpty) return ReservationStatus.Occupied;
        // Another reservation stands in the way, the same one is replaced.
        if (reservations.On(connector.Number) is { } other && other.Id != request.ReservationId) return ReservationStatus.Occupied;
        return reservations.Vacant(except: connector.Number) >= Floating(request) ? ReservationStatus.Accepted : ReservationStatus.Occupied;
    }

    private ReservationStatus CheckStation(ReserveNowRequest request)
    {
        // §9.3.1: without the key connector 0 cannot be reserved.
        if (!core.Configuration.Flag("ReserveConnectorZeroSupported")) return ReservationStatus.Rejected;
        if (connectors.All(one => one.IsFaulted)) return ReservationStatus.Faulted;
        if (connectors.All(one => one.IsFaulted || one.IsInoperative)) return ReservationStatus.Unavailable;
        return reservations.Vacant(except: 0) > Floating(request) ? ReservationStatus.Accepted : ReservationStatus.Occupied;
    }

    private int Floating(ReserveNowRequest request) => reservations.All.Count(one => one.Connector == 0 && one.Id != request.ReservationId);

    private static CallAnswer Answer(ReservationStatus status, Action? then = null) => new(new ReserveNowResponse { Status = status }, then);
}
