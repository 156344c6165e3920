using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Reservation;

/// <summary>The CSMS reserves a connector, or one of the station's, for an id tag. OCPP 1.6 ed. 2 §5.13, §6.37.</summary>
public sealed record ReserveNowRequest : IRequest<ReserveNowResponse>
{
    /// <summary>0 is any connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>When the reservation ends.</summary>
    public required OcppTime ExpiryDate { get; init; }

    /// <summary>At most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>A group whose tags may use the reservation too. At most 20 characters.</summary>
    public string? ParentIdTag { get; init; }

    /// <summary>Given by the CSMS; an id that exists replaces that reservation.</summary>
    public required int ReservationId { get; init; }

    OcppAction IRequest.Action => Catalogue.ReserveNow;

    internal static readonly PayloadShape<ReserveNowRequest> Shape = new PayloadShape<ReserveNowRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 0)
        .Time("expiryDate", payload => payload.ExpiryDate)
        .Text("idTag", payload => payload.IdTag, max: 20)
        .OptionalText("parentIdTag", payload => payload.ParentIdTag, max: 20)
        .Integer("reservationId", payload => payload.ReservationId)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            ExpiryDate = values.Time(1),
            IdTag = values.Text(2),
            ParentIdTag = values.OptionalText(3),
            ReservationId = values.Integer(4),
        });
}

/// <summary>The answer to <see cref="ReserveNowRequest"/>. OCPP 1.6 ed. 2 §6.38.</summary>
public sealed record ReserveNowResponse
{
    public required OcppEnum<ReservationStatus> Status { get; init; }

    internal static readonly PayloadShape<ReserveNowResponse> Shape = new PayloadShape<ReserveNowResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<ReservationStatus>(0) });
}
