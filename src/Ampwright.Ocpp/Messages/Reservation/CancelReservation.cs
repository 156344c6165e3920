using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Reservation;

/// <summary>The CSMS cancels a reservation. OCPP 1.6 ed. 2 §5.1, §6.5.</summary>
public sealed record CancelReservationRequest : IRequest<CancelReservationResponse>
{
    public required int ReservationId { get; init; }

    OcppAction IRequest.Action => Catalogue.CancelReservation;

    internal static readonly PayloadShape<CancelReservationRequest> Shape = new PayloadShape<CancelReservationRequest>()
        .Integer("reservationId", payload => payload.ReservationId)
        .Reads(values => new() { ReservationId = values.Integer(0) });
}

/// <summary>The answer to <see cref="CancelReservationRequest"/>. OCPP 1.6 ed. 2 §6.6.</summary>
public sealed record CancelReservationResponse
{
    /// <summary>Rejected where the station has no such reservation.</summary>
    public required OcppEnum<CancelReservationStatus> Status { get; init; }

    internal static readonly PayloadShape<CancelReservationResponse> Shape = new PayloadShape<CancelReservationResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<CancelReservationStatus>(0) });
}
