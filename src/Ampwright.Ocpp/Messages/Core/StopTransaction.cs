using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>A station has stopped a transaction. OCPP 1.6 ed. 2 §4.10, §6.49.</summary>
public sealed record StopTransactionRequest : IRequest<StopTransactionResponse>
{
    /// <summary>The id tag that stopped it, where it is known. At most 20 characters.</summary>
    public string? IdTag { get; init; }

    /// <summary>The meter's register at the end, in Wh.</summary>
    public required int MeterStop { get; init; }

    /// <summary>When it stopped, which may be long before it is sent.</summary>
    public required OcppTime Timestamp { get; init; }

    /// <summary>As the CSMS gave it; -1 where the station never got one (errata v4.0 3.18).</summary>
    public required int TransactionId { get; init; }

    /// <summary>Absent means Local.</summary>
    public OcppEnum<Reason>? Reason { get; init; }

    /// <summary>Values of the transaction for billing.</summary>
    public IReadOnlyList<MeterValue>? TransactionData { get; init; }

    OcppAction IRequest.Action => Catalogue.StopTransaction;

    internal static readonly PayloadShape<StopTransactionRequest> Shape = new PayloadShape<StopTransactionRequest>()
        .OptionalText("idTag", payload => payload.IdTag, max: 20)
        .Integer("meterStop", payload => payload.MeterStop, wattHours: true)
        .Time("timestamp", payload => payload.Timestamp)
        .Integer("transactionId", payload => payload.TransactionId)
        .OptionalEnum("reason", payload => payload.Reason)
        .OptionalList("transactionData", payload => payload.TransactionData, MeterValue.Shape)
        .Reads(values => new()
        {
            IdTag = values.OptionalText(0),
            MeterStop = values.Integer(1),
            Timestamp = values.Time(2),
            TransactionId = values.Integer(3),
            Reason = values.OptionalEnum<Reason>(4),
            TransactionData = values.OptionalList<MeterValue>(5),
        });
}

/// <summary>The answer to <see cref="StopTransactionRequest"/>. OCPP 1.6 ed. 2 §6.50.</summary>
public sealed record StopTransactionResponse
{
    /// <summary>Only where the request had an id tag.</summary>
    public IdTagInfo? IdTagInfo { get; init; }

    internal static readonly PayloadShape<StopTransactionResponse> Shape = new PayloadShape<StopTransactionResponse>()
        .OptionalObject("idTagInfo", payload => payload.IdTagInfo, IdTagInfo.Shape)
        .Reads(values => new() { IdTagInfo = values.OptionalObject<IdTagInfo>(0) });
}
