using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>
/// The CSMS asks a station to start a transaction; the station sends StartTransaction when it does. OCPP 1.6 ed. 2 §5.11, §6.33.
/// </summary>
public sealed record RemoteStartTransactionRequest : IRequest<RemoteStartTransactionResponse>
{
    /// <summary>At least 1. Absent leaves the choice to the station.</summary>
    public int? ConnectorId { get; init; }

    /// <summary>The id tag that the station starts the transaction with. At most 20 characters.</summary>
    public required string IdTag { get; init; }

    /// <summary>For this transaction only: its purpose is TxProfile and it has no transaction id.</summary>
    public ChargingProfile? ChargingProfile { get; init; }

    OcppAction IRequest.Action => Catalogue.RemoteStartTransaction;

    internal static readonly PayloadShape<RemoteStartTransactionRequest> Shape = new PayloadShape<RemoteStartTransactionRequest>()
        .OptionalInteger("connectorId", payload => payload.ConnectorId, from: 1)
        .Text("idTag", payload => payload.IdTag, max: 20)
        .OptionalObject("chargingProfile", payload => payload.ChargingProfile, ChargingProfile.Shape)
        .Reads(values => new()
        {
            ConnectorId = values.OptionalInteger(0),
            IdTag = values.Text(1),
            ChargingProfile = values.OptionalObject<ChargingProfile>(2),
        });
}

/// <summary>The answer to <see cref="RemoteStartTransactionRequest"/>. OCPP 1.6 ed. 2 §6.34.</summary>
public sealed record RemoteStartTransactionResponse
{
    /// <summary>Whether the station will try; not whether a transaction started.</summary>
    public required OcppEnum<RemoteStartStopStatus> Status { get; init; }

    internal static readonly PayloadShape<RemoteStartTransactionResponse> Shape = new PayloadShape<RemoteStartTransactionResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<RemoteStartStopStatus>(0) });
}
