using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The CSMS frees a cable that is stuck; a running transaction is stopped first. OCPP 1.6 ed. 2 §5.18, §6.53.</summary>
public sealed record UnlockConnectorRequest : IRequest<UnlockConnectorResponse>
{
    /// <summary>At least 1.</summary>
    public required int ConnectorId { get; init; }

    OcppAction IRequest.Action => Catalogue.UnlockConnector;

    internal static readonly PayloadShape<UnlockConnectorRequest> Shape = new PayloadShape<UnlockConnectorRequest>()
        .Integer("connectorId", payload => payload.ConnectorId, from: 1)
        .Reads(values => new() { ConnectorId = values.Integer(0) });
}

/// <summary>The answer to <see cref="UnlockConnectorRequest"/>. OCPP 1.6 ed. 2 §6.54.</summary>
public sealed record UnlockConnectorResponse
{
    public required OcppEnum<UnlockStatus> Status { get; init; }

    internal static readonly PayloadShape<UnlockConnectorResponse> Shape = new PayloadShape<UnlockConnectorResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<UnlockStatus>(0) });
}
