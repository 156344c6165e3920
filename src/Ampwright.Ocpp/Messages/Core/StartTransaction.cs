using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>A station has started a transaction. OCPP 1.6 ed. 2 §4.8, §6.45.</summary>
public sealed record StartTransactionRequest : IRequest<StartTransactionResponse>
{
    /// <summary>At least 1.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The id tag it was started with. At most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>The meter's register at the start, in Wh.</summary>
    public required int MeterStart { get; init; }

    /// <summary>The reservation that this transaction uses up.</summary>
    public int? ReservationId { get; init; }

    /// <summary>When it started, which may be long before it is sent.</summary>
    public required OcppTime Timestamp { get; init; }

    OcppAction IRequest.Action => Catalogue.StartTransaction;

    internal static readonly PayloadShape<StartTransactionRequest> Shape = new PayloadShape<StartTransactionRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 1)
        .Text("idTag", payload => payload.IdTag, max: 20)
        .Integer("meterStart", payload => payload.MeterStart, wattHours: true)
        .OptionalInteger("reservationId", payload => payload.ReservationId)
        .Time("timestamp", payload => payload.Timestamp)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            IdTag = values.Text(1),
            MeterStart = values.Integer(2),
            ReservationId = values.OptionalInteger(3),
            Timestamp = values.Time(4),
        });
}

/// <summary>The answer to <see cref="StartTransactionRequest"/>. OCPP 1.6 ed. 2 §6.46.</summary>
public sealed record StartTransactionResponse
{
    public required IdTagInfo IdTagInfo { get; init; }

    /// <summary>Given by the CSMS, whatever the verdict on the id tag; positive and unique (errata v4.0 3.54).</summary>
    public required int TransactionId { get; init; }

    internal static readonly PayloadShape<StartTransactionResponse> Shape = new PayloadShape<StartTransactionResponse>()
        .Object("idTagInfo", payload => payload.IdTagInfo, IdTagInfo.Shape)
        .Integer("transactionId", payload => payload.TransactionId)
        .Reads(values => new()
        {
            IdTagInfo = values.Object<IdTagInfo>(0),
            TransactionId = values.Integer(1),
        });
}
