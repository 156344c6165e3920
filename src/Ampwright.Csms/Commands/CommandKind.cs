using System.Collections.Frozen;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Commands;

/// <summary>
/// What can be commanded: every action that the standard lets a CSMS send. What an answer changes in the store stands in
/// <see cref="CommandEffects"/>. To add a command: one line in the table.
/// </summary>
/// <param name="Action">The action.</param>
/// <param name="Role">The least role that may give it. What outlasts the moment takes more than helping a driver does.</param>
/// <param name="Agreeing">The statuses of the answer by which the station agrees; empty when the answer has no status.</param>
/// <param name="NeedsAccepted">Not to be sent to a station that is Pending (OCPP 1.6 ed. 2 §4.2).</param>
/// <param name="TargetOf">
/// What the request is aimed at. A newer command of the same action and target replaces one that still waits; null: each one counts.
/// </param>
/// <param name="CallAsync">Sends the request under the given message id and returns the response record.</param>
internal sealed record CommandKind(
    OcppAction Action, Role Role, IReadOnlyList<string> Agreeing, bool NeedsAccepted, Func<object, string>? TargetOf,
    Func<OcppPeer, object, string, Task<object>> CallAsync)
{
    private static readonly string[] Accepted = ["Accepted"];
    private static readonly string[] None = [];

    public static IReadOnlyList<CommandKind> All { get; } =
    [
        // Core
        Of<ChangeAvailabilityRequest, ChangeAvailabilityResponse>(Catalogue.ChangeAvailability, Role.Support, ["Accepted", "Scheduled"],
            request => $"{request.ConnectorId}"),
        Of<ChangeConfigurationRequest, ChangeConfigurationResponse>(Catalogue.ChangeConfiguration, Role.Operator, ["Accepted", "RebootRequired"],
            request => request.Key.ToUpperInvariant()),
        Of<ClearCacheRequest, ClearCacheResponse>(Catalogue.ClearCache, Role.Support, Accepted, _ => ""),
        Of<DataTransferRequest, DataTransferResponse>(Catalogue.DataTransfer, Role.Operator, Accepted),
        Of<GetConfigurationRequest, GetConfigurationResponse>(Catalogue.GetConfiguration, Role.Support, None,
            request => string.Join(',', (request.Key ?? []).Select(key => key.ToUpperInvariant()).Order(StringComparer.Ordinal))),
        Of<RemoteStartTransactionRequest, RemoteStartTransactionResponse>(Catalogue.RemoteStartTransaction, Role.Support, Accepted, needsAccepted: true),
        Of<RemoteStopTransactionRequest, RemoteStopTransactionResponse>(Catalogue.RemoteStopTransaction, Role.Support, Accepted, needsAccepted: true),
        Of<ResetRequest, ResetResponse>(Catalogue.Reset, Role.Support, Accepted, request => request.Type.Text),
        Of<UnlockConnectorRequest, UnlockConnectorResponse>(Catalogue.UnlockConnector, Role.Support, ["Unlocked"], request => $"{request.ConnectorId}"),

        // Firmware. Where files come from and go to is the operator's to say.
        Of<GetDiagnosticsRequest, GetDiagnosticsResponse>(Catalogue.GetDiagnostics, Role.Operator, None),
        Of<UpdateFirmwareRequest, UpdateFirmwareResponse>(Catalogue.UpdateFirmware, Role.Operator, None, _ => ""),

        // Local list. Lists build on one another: none is skipped.
        Of<GetLocalListVersionRequest, GetLocalListVersionResponse>(Catalogue.GetLocalListVersion, Role.Support, None, _ => ""),
        Of<SendLocalListRequest, SendLocalListResponse>(Catalogue.SendLocalList, Role.Operator, Accepted),

        // Reservation
        Of<CancelReservationRequest, CancelReservationResponse>(Catalogue.CancelReservation, Role.Support, Accepted),
        Of<ReserveNowRequest, ReserveNowResponse>(Catalogue.ReserveNow, Role.Support, Accepted),

        // Smart charging
        Of<ClearChargingProfileRequest, ClearChargingProfileResponse>(Catalogue.ClearChargingProfile, Role.Operator, Accepted),
        Of<GetCompositeScheduleRequest, GetCompositeScheduleResponse>(Catalogue.GetCompositeSchedule, Role.Support, Accepted,
            request => $"{request.ConnectorId} {request.ChargingRateUnit?.Text}"),
        Of<SetChargingProfileRequest, SetChargingProfileResponse>(Catalogue.SetChargingProfile, Role.Operator, Accepted,
            request => string.Create(CultureInfo.InvariantCulture,
                $"{request.ConnectorId} {request.CsChargingProfiles.ChargingProfileId} {request.CsChargingProfiles.ChargingProfilePurpose.Text} {request.CsChargingProfiles.StackLevel} {request.CsChargingProfiles.TransactionId}")),

        // Remote trigger
        Of<TriggerMessageRequest, TriggerMessageResponse>(Catalogue.TriggerMessage, Role.Support, Accepted,
            request => $"{request.RequestedMessage.Text} {request.ConnectorId}"),

        // Security whitepaper ed. 3
        Of<CertificateSignedRequest, CertificateSignedResponse>(Catalogue.CertificateSigned, Role.Operator, Accepted),
        Of<DeleteCertificateRequest, DeleteCertificateResponse>(Catalogue.DeleteCertificate, Role.Operator, Accepted),
        Of<ExtendedTriggerMessageRequest, ExtendedTriggerMessageResponse>(Catalogue.ExtendedTriggerMessage, Role.Support, Accepted,
            request => $"{request.RequestedMessage.Text} {request.ConnectorId}"),
        // NotFound is an answer like another: there is none.
        Of<GetInstalledCertificateIdsRequest, GetInstalledCertificateIdsResponse>(Catalogue.GetInstalledCertificateIds, Role.Support, ["Accepted", "NotFound"],
            request => request.CertificateType.Text),
        Of<GetLogRequest, GetLogResponse>(Catalogue.GetLog, Role.Operator, ["Accepted", "AcceptedCanceled"]),
        Of<InstallCertificateRequest, InstallCertificateResponse>(Catalogue.InstallCertificate, Role.Operator, Accepted),
        Of<SignedUpdateFirmwareRequest, SignedUpdateFirmwareResponse>(Catalogue.SignedUpdateFirmware, Role.Operator, ["Accepted", "AcceptedCanceled"]),
    ];

    private static readonly FrozenDictionary<string, CommandKind> ByName = All.ToFrozenDictionary(kind => kind.Action.Name, StringComparer.Ordinal);

    public static CommandKind? Find(string action) => ByName.GetValueOrDefault(action);

    public static CommandKind Of(OcppAction action) => ByName[action.Name];

    public bool Agrees(string? status) => status is null || Agreeing.Contains(status, StringComparer.Ordinal);

    private static CommandKind Of<TRequest, TResponse>(
        OcppAction action, Role role, IReadOnlyList<string> agreeing, Func<TRequest, string>? target = null, bool needsAccepted = false)
        where TRequest : IRequest<TResponse>
        where TResponse : class =>
        new(action, role, agreeing, needsAccepted, target is null ? null : request => target((TRequest)request),
            async (peer, request, messageId) => await peer.CallAsync((TRequest)request, messageId));
}
