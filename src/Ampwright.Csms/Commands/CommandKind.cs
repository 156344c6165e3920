using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Commands;

/// <summary>
/// What can be commanded. To add a command: one line in <see cref="All"/>.
/// </summary>
/// <param name="Action">The action.</param>
/// <param name="Agreeing">The statuses of the answer by which the station agrees; empty when the answer has no status.</param>
/// <param name="NeedsAccepted">Not to be sent to a station that is Pending (OCPP 1.6 ed. 2 §4.2).</param>
/// <param name="CallAsync">Sends the request under the given message id and returns the response record.</param>
internal sealed record CommandKind(
    OcppAction Action, IReadOnlyList<string> Agreeing, bool NeedsAccepted, Func<OcppPeer, object, string, Task<object>> CallAsync)
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        Of<RemoteStartTransactionRequest, RemoteStartTransactionResponse>(Catalogue.RemoteStartTransaction, ["Accepted"], needsAccepted: true),
        Of<RemoteStopTransactionRequest, RemoteStopTransactionResponse>(Catalogue.RemoteStopTransaction, ["Accepted"], needsAccepted: true),
        Of<GetConfigurationRequest, GetConfigurationResponse>(Catalogue.GetConfiguration, []),
        Of<ChangeConfigurationRequest, ChangeConfigurationResponse>(Catalogue.ChangeConfiguration, ["Accepted", "RebootRequired"]),
        Of<ResetRequest, ResetResponse>(Catalogue.Reset, ["Accepted"]),
        Of<UnlockConnectorRequest, UnlockConnectorResponse>(Catalogue.UnlockConnector, ["Unlocked"]),
        Of<ChangeAvailabilityRequest, ChangeAvailabilityResponse>(Catalogue.ChangeAvailability, ["Accepted", "Scheduled"]),
    ];

    public static CommandKind? Find(string action) => All.FirstOrDefault(kind => kind.Action.Name == action);

    private static CommandKind Of<TRequest, TResponse>(OcppAction action, IReadOnlyList<string> agreeing, bool needsAccepted = false)
        where TRequest : IRequest<TResponse>
        where TResponse : class =>
        new(action, agreeing, needsAccepted, async (peer, request, messageId) => await peer.CallAsync((TRequest)request, messageId));
}
