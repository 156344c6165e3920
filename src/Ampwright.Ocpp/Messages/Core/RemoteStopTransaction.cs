using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Messages.Core;

/// <summary>
/// The CSMS asks a station to stop a transaction; the station sends StopTransaction when it has. OCPP 1.6 ed. 2 §5.12, §6.35.
/// </summary>
public sealed record RemoteStopTransactionRequest : IRequest<RemoteStopTransactionResponse>
{
    public required int TransactionId { get; init; }

    OcppAction IRequest.Action => Catalogue.RemoteStopTransaction;

    internal static readonly PayloadShape<RemoteStopTransactionRequest> Shape = new PayloadShape<RemoteStopTransactionRequest>()
        .Integer("transactionId", payload => payload.TransactionId)
        .Reads(values => new() { TransactionId = values.Integer(0) });
}

/// <summary>The answer to <see cref="RemoteStopTransactionRequest"/>. OCPP 1.6 ed. 2 §6.36.</summary>
public sealed record RemoteStopTransactionResponse
{
    /// <summary>Rejected where the station knows no such transaction.</summary>
    public required OcppEnum<RemoteStartStopStatus> Status { get; init; }

    internal static readonly PayloadShape<RemoteStopTransactionResponse> Shape = new PayloadShape<RemoteStopTransactionResponse>()
        .Enum("status", payload => payload.Status)
        .Reads(values => new() { Status = values.Enum<RemoteStartStopStatus>(0) });
}
