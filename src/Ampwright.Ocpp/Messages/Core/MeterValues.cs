using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>A station reports meter values. OCPP 1.6 ed. 2 §4.7, §6.31.</summary>
public sealed record MeterValuesRequest : IRequest<MeterValuesResponse>
{
    /// <summary>0 is the station's main meter.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The transaction that the values belong to; -1 where the station never got an id for it (errata v4.0 3.18).</summary>
    public int? TransactionId { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<MeterValue> MeterValue { get; init; }

    OcppAction IRequest.Action => Catalogue.MeterValues;

    internal static readonly PayloadShape<MeterValuesRequest> Shape = new PayloadShape<MeterValuesRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 0)
        .OptionalInteger("transactionId", payload => payload.TransactionId)
        .List("meterValue", payload => payload.MeterValue, Core.MeterValue.Shape, min: 1)
        .Reads(values => new()
        {
            ConnectorId = values.Integer(0),
            TransactionId = values.OptionalInteger(1),
            MeterValue = values.List<MeterValue>(2),
        });
}

/// <summary>The answer to <see cref="MeterValuesRequest"/>. OCPP 1.6 ed. 2 §6.32.</summary>
public sealed record MeterValuesResponse
{
    internal static readonly PayloadShape<MeterValuesResponse> Shape = new PayloadShape<MeterValuesResponse>().Reads(_ => new());
}
