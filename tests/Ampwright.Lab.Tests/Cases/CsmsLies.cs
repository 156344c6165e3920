using System.Text.Json.Nodes;
using Ampwright.Lab.Tests.Peers;

namespace Ampwright.Lab.Tests.Cases;

/// <summary>For every case the fault it is there to find, and the step at which it must be found.</summary>
internal static class CsmsLies
{
    private static readonly Lie Forgetful = Lie.Behaves("stores-nothing");

    public static readonly IReadOnlyList<(string Id, Lie Lie, string Step)> All =
    [
        ("TC_001_CSMS", Lie.Answers("BootNotification", "status", "Pending"), "BootNotification"),
        ("TC_001_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_001_CSMS", Forgetful, "reads ConnectorStatus"),
        ("TC_003_CSMS", Refuses("Authorize"), "Authorize"),
        ("TC_003_CSMS", Forgetful, "reads Transaction"),
        ("TC_004_1_CSMS", Refuses("StartTransaction"), "StartTransaction"),
        ("TC_004_2_CSMS", Forgetful, "reads ConnectorStatus"),
        ("TC_005_1_CSMS", Lie.Silent("StopTransaction"), "StopTransaction"),
        ("TC_007_CSMS", Refuses("StartTransaction"), "StartTransaction"),
        ("TC_061_CSMS", Lie.Never("ClearCache"), "ClearCache"),
        ("TC_010_CSMS", Lie.Tells("RemoteStartTransaction", "idTag", "SOMEBODY"), "RemoteStartTransaction"),
        ("TC_011_1_CSMS", Refuses("Authorize"), "Authorize"),
        ("TC_011_2_CSMS", Lie.Never("RemoteStartTransaction"), "RemoteStartTransaction"),
        ("TC_012_CSMS", Lie.Never("RemoteStopTransaction"), "RemoteStopTransaction"),
        ("TC_026_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_028_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_013_CSMS", Lie.Tells("Reset", "type", "Soft"), "Reset"),
        ("TC_014_CSMS", Lie.Tells("Reset", "type", "Hard"), "Reset"),
        ("TC_017_1_CSMS", Lie.Tells("UnlockConnector", "connectorId", 2), "UnlockConnector"),
        ("TC_017_2_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_018_1_CSMS", Lie.Silent("StopTransaction"), "StopTransaction"),
        ("TC_030_CSMS", Lie.Never("UnlockConnector"), "UnlockConnector"),
        ("TC_031_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_019_1_CSMS", Lie.Tells("GetConfiguration", "key", new JsonArray("HeartbeatInterval")), "GetConfiguration"),
        ("TC_019_2_CSMS", Lie.Tells("GetConfiguration", "key", null), "GetConfiguration"),
        ("TC_021_CSMS", Lie.Tells("ChangeConfiguration", "value", "61"), "ChangeConfiguration"),
        ("TC_040_1_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_040_2_CSMS", Lie.Tells("ChangeConfiguration", "key", "HeartbeatInterval"), "ChangeConfiguration"),
        ("TC_023_1_CSMS", Says("Authorize", "Blocked"), "Authorize"),
        ("TC_023_2_CSMS", Says("Authorize", "Accepted"), "Authorize"),
        ("TC_023_3_CSMS", Says("Authorize", "Invalid"), "Authorize"),
        ("TC_024_CSMS", Forgetful, "reads ConnectorStatus"),
        ("TC_032_1_CSMS", Lie.Silent("StopTransaction"), "StopTransaction"),
        ("TC_037_1_CSMS", Refuses("StartTransaction"), "StartTransaction"),
        ("TC_037_3_CSMS", Says("StartTransaction", "Blocked"), "StartTransaction"),
        ("TC_039_CSMS", Forgetful, "reads Transaction"),
        ("TC_064_CSMS", Lie.Silent("DataTransfer"), "DataTransfer"),
        ("TC_064_CSMS", Lie.Behaves("accepts-everything"), "reads ConnectorStatus"),
        ("TC_088_CSMS", Lie.Behaves("takes-any-subprotocol"), "offers the subprotocols ocpp0.1"),

        ("TC_044_1_CSMS", Lie.Tells("UpdateFirmware", "location", "http://elsewhere.example/"), "UpdateFirmware"),
        ("TC_044_2_CSMS", Forgetful, "reads FirmwareUpdate"),
        ("TC_044_3_CSMS", Lie.Silent("FirmwareStatusNotification"), "FirmwareStatusNotification"),
        ("TC_045_1_CSMS", Lie.Tells("GetDiagnostics", "location", "http://elsewhere.example/"), "GetDiagnostics"),
        ("TC_045_2_CSMS", Forgetful, "reads Upload"),

        ("TC_042_1_CSMS", Lie.Never("GetLocalListVersion"), "GetLocalListVersion"),
        ("TC_042_2_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_043_1_CSMS", Lie.Tells("SendLocalList", "updateType", "Differential"), "SendLocalList"),
        ("TC_043_3_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_043_4_CSMS", Lie.Tells("SendLocalList", "localAuthorizationList", new JsonArray(new JsonObject { ["idTag"] = "X" })), "SendLocalList"),
        ("TC_043_4_CSMS", Forgetful, "reads LocalListEntry"),
        ("TC_043_5_CSMS", Lie.Tells("SendLocalList", "updateType", "Full", "updateType", "Differential"), "Differential"),
        ("TC_043_5_CSMS", Forgetful, "reads LocalListEntry"),

        ("TC_056_CSMS", Lie.Tells("SetChargingProfile", "connectorId", 2), "SetChargingProfile"),
        ("TC_057_CSMS", Lie.Tells("SetChargingProfile", "connectorId", 2), "SetChargingProfile"),
        ("TC_066_CSMS", Lie.Tells("GetCompositeSchedule", "duration", 60), "GetCompositeSchedule"),
        ("TC_067_CSMS", Lie.Tells("ClearChargingProfile", "connectorId", 2), "ClearChargingProfile"),
        ("TC_067_CSMS", Lie.Behaves("keeps-cleared-profiles"), "ChargingProfile"),
        ("TC_059_CSMS", Lie.Tells("RemoteStartTransaction", "chargingProfile", null), "RemoteStartTransaction"),

        ("TC_054_CSMS", Lie.Tells("TriggerMessage", "requestedMessage", "Heartbeat", "requestedMessage", "StatusNotification"), "StatusNotification"),
        ("TC_055_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),

        ("TC_046_CSMS", Refuses("StartTransaction"), "StartTransaction"),
        ("TC_047_CSMS", Lie.Tells("ReserveNow", "expiryDate", "2026-03-02T12:00:00Z"), "ReserveNow"),
        ("TC_047_CSMS", Forgetful, "reads Reservation"),
        ("TC_048_1_CSMS", Lie.Silent("Heartbeat"), "Heartbeat"),
        ("TC_048_2_CSMS", Lie.Tells("ReserveNow", "connectorId", 2), "ReserveNow"),
        ("TC_048_3_CSMS", Lie.Tells("ChangeAvailability", "type", "Operative"), "ChangeAvailability"),
        ("TC_048_4_CSMS", Lie.Never("ReserveNow"), "ReserveNow"),
        ("TC_049_CSMS", Lie.Tells("ReserveNow", "connectorId", 1), "ReserveNow"),
        ("TC_049_CSMS", Forgetful, "reads Reservation"),
        ("TC_051_CSMS", Lie.Behaves("forgets-cancellations"), "reads Reservation"),
        ("TC_052_CSMS", Lie.Never("CancelReservation"), "CancelReservation"),
        ("TC_052_CSMS", Forgetful, "reads Reservation"),
        ("TC_053_CSMS", Lie.Tells("ReserveNow", "parentIdTag", null), "ReserveNow"),

        ("TC_073_CSMS", Lie.Tells("ChangeConfiguration", "value", "00112233445566778899AABBCCDDEEFF"), "ChangeConfiguration"),
        ("TC_073_CSMS", Lie.Behaves("forgets-passwords"), "with the new password"),
        ("TC_073_CSMS", Lie.Never("ChangeConfiguration").From(2), "ChangeConfiguration"),
        ("TC_074_CSMS", Lie.Behaves("signs-another-key"), "CertificateSigned"),
        ("TC_074_CSMS", Lie.Answers("SignCertificate", "status", "Rejected"), "SignCertificate"),
        ("TC_075_1_CSMS", Lie.Tells("InstallCertificate", "certificateType", "CentralSystemRootCertificate"), "InstallCertificate"),
        ("TC_075_2_CSMS", Lie.Tells("GetInstalledCertificateIds", "certificateType", "ManufacturerRootCertificate"), "GetInstalledCertificateIds"),
        ("TC_076_CSMS", Lie.Behaves("keeps-deleted-roots"), "Certificate"),
        ("TC_077_CSMS", Lie.Tells("ExtendedTriggerMessage", "connectorId", 1), "ExtendedTriggerMessage"),
        ("TC_078_CSMS", Lie.Silent("SecurityEventNotification"), "SecurityEventNotification"),
        ("TC_079_CSMS", Lie.Tells("GetLog", "logType", "DiagnosticsLog"), "GetLog"),
        ("TC_080_CSMS", Lie.Never("SignedUpdateFirmware"), "SignedUpdateFirmware"),
        ("TC_080_CSMS", Forgetful, "reads SecurityEvent"),
        ("TC_081_CSMS", Lie.Silent("SignedFirmwareStatusNotification"), "SignedFirmwareStatusNotification"),
        ("TC_083_CSMS", Lie.Behaves("keeps-the-old-door"), "by security profile 1"),
        ("TC_083_CSMS", Lie.Tells("Reset", "type", "Soft"), "Reset"),
        ("TC_085_CSMS", Lie.Behaves("lets-anybody-in"), "without Authorization"),
        ("TC_086_CSMS", Lie.Behaves("shows-another-name"), "judges the TLS handshakes"),
        ("TC_087_CSMS", Lie.Behaves("speaks-no-static-rsa"), "judges the TLS handshakes"),
        ("TC_087_CSMS", Lie.Behaves("refuses-the-stations-certificate"), "with the station's certificate"),
    ];

    private static Lie Refuses(string action) => Says(action, "Blocked");

    private static Lie Says(string action, string status) => Lie.Answers(action, "idTagInfo", new JsonObject { ["status"] = status });
}
