using System.Collections.Frozen;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Messages.SmartCharging;
using static Ampwright.Ocpp.Direction;
using static Ampwright.Ocpp.FeatureProfile;

namespace Ampwright.Ocpp;

/// <summary>
/// Every action of OCPP 1.6 (28) and of the security whitepaper ed. 3 (11). Dispatch, validation, API, lab and documents read this
/// table; a test holds it against the official schemas.
/// To add an action: a file under Messages, one line here, one name in the list at the end.
/// </summary>
public static class Catalogue
{
    // OCPP 1.6 ed. 2 §3.3, Core
    public static readonly OcppAction Authorize = new("Authorize", StationToCsms, Core, AuthorizeRequest.Shape, AuthorizeResponse.Shape);
    public static readonly OcppAction BootNotification =
        new("BootNotification", StationToCsms, Core, BootNotificationRequest.Shape, BootNotificationResponse.Shape);
    public static readonly OcppAction ChangeAvailability =
        new("ChangeAvailability", CsmsToStation, Core, ChangeAvailabilityRequest.Shape, ChangeAvailabilityResponse.Shape);
    public static readonly OcppAction ChangeConfiguration =
        new("ChangeConfiguration", CsmsToStation, Core, ChangeConfigurationRequest.Shape, ChangeConfigurationResponse.Shape);
    public static readonly OcppAction ClearCache =
        new("ClearCache", CsmsToStation, Core, ClearCacheRequest.Shape, ClearCacheResponse.Shape);
    public static readonly OcppAction DataTransfer = new("DataTransfer", Both, Core, DataTransferRequest.Shape, DataTransferResponse.Shape);
    public static readonly OcppAction GetConfiguration =
        new("GetConfiguration", CsmsToStation, Core, GetConfigurationRequest.Shape, GetConfigurationResponse.Shape);
    public static readonly OcppAction Heartbeat = new("Heartbeat", StationToCsms, Core, HeartbeatRequest.Shape, HeartbeatResponse.Shape);
    public static readonly OcppAction MeterValues =
        new("MeterValues", StationToCsms, Core, MeterValuesRequest.Shape, MeterValuesResponse.Shape);
    public static readonly OcppAction RemoteStartTransaction =
        new("RemoteStartTransaction", CsmsToStation, Core, RemoteStartTransactionRequest.Shape, RemoteStartTransactionResponse.Shape);
    public static readonly OcppAction RemoteStopTransaction =
        new("RemoteStopTransaction", CsmsToStation, Core, RemoteStopTransactionRequest.Shape, RemoteStopTransactionResponse.Shape);
    public static readonly OcppAction Reset = new("Reset", CsmsToStation, Core, ResetRequest.Shape, ResetResponse.Shape);
    public static readonly OcppAction StartTransaction =
        new("StartTransaction", StationToCsms, Core, StartTransactionRequest.Shape, StartTransactionResponse.Shape);
    public static readonly OcppAction StatusNotification =
        new("StatusNotification", StationToCsms, Core, StatusNotificationRequest.Shape, StatusNotificationResponse.Shape);
    public static readonly OcppAction StopTransaction =
        new("StopTransaction", StationToCsms, Core, StopTransactionRequest.Shape, StopTransactionResponse.Shape);
    public static readonly OcppAction UnlockConnector =
        new("UnlockConnector", CsmsToStation, Core, UnlockConnectorRequest.Shape, UnlockConnectorResponse.Shape);

    // OCPP 1.6 ed. 2 §3.3, Firmware
    public static readonly OcppAction DiagnosticsStatusNotification =
        new("DiagnosticsStatusNotification", StationToCsms, Firmware, DiagnosticsStatusNotificationRequest.Shape, DiagnosticsStatusNotificationResponse.Shape);
    public static readonly OcppAction FirmwareStatusNotification =
        new("FirmwareStatusNotification", StationToCsms, Firmware, FirmwareStatusNotificationRequest.Shape, FirmwareStatusNotificationResponse.Shape);
    public static readonly OcppAction GetDiagnostics =
        new("GetDiagnostics", CsmsToStation, Firmware, GetDiagnosticsRequest.Shape, GetDiagnosticsResponse.Shape);
    public static readonly OcppAction UpdateFirmware =
        new("UpdateFirmware", CsmsToStation, Firmware, UpdateFirmwareRequest.Shape, UpdateFirmwareResponse.Shape);

    // OCPP 1.6 ed. 2 §3.3, LocalAuthList
    public static readonly OcppAction GetLocalListVersion =
        new("GetLocalListVersion", CsmsToStation, LocalAuthList, GetLocalListVersionRequest.Shape, GetLocalListVersionResponse.Shape);
    public static readonly OcppAction SendLocalList =
        new("SendLocalList", CsmsToStation, LocalAuthList, SendLocalListRequest.Shape, SendLocalListResponse.Shape);

    // OCPP 1.6 ed. 2 §3.3, Reservation
    public static readonly OcppAction CancelReservation =
        new("CancelReservation", CsmsToStation, Reservation, CancelReservationRequest.Shape, CancelReservationResponse.Shape);
    public static readonly OcppAction ReserveNow =
        new("ReserveNow", CsmsToStation, Reservation, ReserveNowRequest.Shape, ReserveNowResponse.Shape);

    // OCPP 1.6 ed. 2 §3.3, SmartCharging
    public static readonly OcppAction ClearChargingProfile =
        new("ClearChargingProfile", CsmsToStation, FeatureProfile.SmartCharging, ClearChargingProfileRequest.Shape, ClearChargingProfileResponse.Shape);
    public static readonly OcppAction GetCompositeSchedule =
        new("GetCompositeSchedule", CsmsToStation, FeatureProfile.SmartCharging, GetCompositeScheduleRequest.Shape, GetCompositeScheduleResponse.Shape);
    public static readonly OcppAction SetChargingProfile =
        new("SetChargingProfile", CsmsToStation, FeatureProfile.SmartCharging, SetChargingProfileRequest.Shape, SetChargingProfileResponse.Shape);

    // OCPP 1.6 ed. 2 §3.3, RemoteTrigger
    public static readonly OcppAction TriggerMessage =
        new("TriggerMessage", CsmsToStation, RemoteTrigger, TriggerMessageRequest.Shape, TriggerMessageResponse.Shape);

    // Security whitepaper ed. 3 §5
    public static readonly OcppAction CertificateSigned =
        new("CertificateSigned", CsmsToStation, Security, CertificateSignedRequest.Shape, CertificateSignedResponse.Shape);
    public static readonly OcppAction DeleteCertificate =
        new("DeleteCertificate", CsmsToStation, Security, DeleteCertificateRequest.Shape, DeleteCertificateResponse.Shape);
    public static readonly OcppAction ExtendedTriggerMessage =
        new("ExtendedTriggerMessage", CsmsToStation, Security, ExtendedTriggerMessageRequest.Shape, ExtendedTriggerMessageResponse.Shape);
    public static readonly OcppAction GetInstalledCertificateIds =
        new("GetInstalledCertificateIds", CsmsToStation, Security, GetInstalledCertificateIdsRequest.Shape, GetInstalledCertificateIdsResponse.Shape);
    public static readonly OcppAction GetLog = new("GetLog", CsmsToStation, Security, GetLogRequest.Shape, GetLogResponse.Shape);
    public static readonly OcppAction InstallCertificate =
        new("InstallCertificate", CsmsToStation, Security, InstallCertificateRequest.Shape, InstallCertificateResponse.Shape);
    public static readonly OcppAction LogStatusNotification =
        new("LogStatusNotification", StationToCsms, Security, LogStatusNotificationRequest.Shape, LogStatusNotificationResponse.Shape);
    public static readonly OcppAction SecurityEventNotification =
        new("SecurityEventNotification", StationToCsms, Security, SecurityEventNotificationRequest.Shape, SecurityEventNotificationResponse.Shape);
    public static readonly OcppAction SignCertificate =
        new("SignCertificate", StationToCsms, Security, SignCertificateRequest.Shape, SignCertificateResponse.Shape);
    public static readonly OcppAction SignedFirmwareStatusNotification =
        new("SignedFirmwareStatusNotification", StationToCsms, Security, SignedFirmwareStatusNotificationRequest.Shape, SignedFirmwareStatusNotificationResponse.Shape);
    public static readonly OcppAction SignedUpdateFirmware =
        new("SignedUpdateFirmware", CsmsToStation, Security, SignedUpdateFirmwareRequest.Shape, SignedUpdateFirmwareResponse.Shape);

    // Static fields are set in the order of the text: the list comes after its members, the index after the list.
    private static readonly OcppAction[] Listed =
    [
        Authorize, BootNotification, ChangeAvailability, ChangeConfiguration, ClearCache, DataTransfer, GetConfiguration, Heartbeat,
        MeterValues, RemoteStartTransaction, RemoteStopTransaction, Reset, StartTransaction, StatusNotification, StopTransaction,
        UnlockConnector,
        DiagnosticsStatusNotification, FirmwareStatusNotification, GetDiagnostics, UpdateFirmware,
        GetLocalListVersion, SendLocalList,
        CancelReservation, ReserveNow,
        ClearChargingProfile, GetCompositeSchedule, SetChargingProfile,
        TriggerMessage,
        CertificateSigned, DeleteCertificate, ExtendedTriggerMessage, GetInstalledCertificateIds, GetLog, InstallCertificate,
        LogStatusNotification, SecurityEventNotification, SignCertificate, SignedFirmwareStatusNotification, SignedUpdateFirmware,
    ];

    private static readonly FrozenDictionary<string, OcppAction> ByName = Listed.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>All actions, by profile and name.</summary>
    public static IReadOnlyList<OcppAction> All => Listed;

    /// <summary>The action of that exact name, or null: names are case-sensitive (OCPP-J 1.6 §4.2.1).</summary>
    public static OcppAction? Find(string name) => ByName.GetValueOrDefault(name);
}
