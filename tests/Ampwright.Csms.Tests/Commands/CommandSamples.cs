namespace Ampwright.Csms.Tests.Commands;

/// <summary>Every command with a payload, an answer, and what it is to end as.</summary>
public static class CommandSamples
{
    private const string Profile =
        """{"chargingProfileId":7,"stackLevel":0,"chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16}]}}""";

    private const string Hash = """{"hashAlgorithm":"SHA256","issuerNameHash":"AB","issuerKeyHash":"CD","serialNumber":"1"}""";

    public static TheoryData<string, string, string, string, string?> All { get; } = new()
    {
        { "ChangeAvailability", """{"connectorId":0,"type":"Inoperative"}""", """{"status":"Scheduled"}""", "Answered", "Scheduled" },
        { "ChangeConfiguration", """{"key":"HeartbeatInterval","value":"60"}""", """{"status":"RebootRequired"}""", "Answered", "RebootRequired" },
        { "ClearCache", "{}", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "ClearCache", "{}", """{"status":"Rejected"}""", "Refused", "Rejected" },
        { "DataTransfer", """{"vendorId":"org.example","messageId":"m","data":"d"}""", """{"status":"Accepted","data":"back"}""", "Answered", "Accepted" },
        { "DataTransfer", """{"vendorId":"org.example"}""", """{"status":"UnknownVendorId"}""", "Refused", "UnknownVendorId" },
        { "GetConfiguration", "{}", """{"unknownKey":["x"]}""", "Answered", null },
        { "RemoteStartTransaction", """{"connectorId":1,"idTag":"T1"}""", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "RemoteStopTransaction", """{"transactionId":17}""", """{"status":"Rejected"}""", "Refused", "Rejected" },
        { "Reset", """{"type":"Soft"}""", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "UnlockConnector", """{"connectorId":1}""", """{"status":"UnlockFailed"}""", "Refused", "UnlockFailed" },
        { "GetDiagnostics", """{"location":"https://files.example/up"}""", """{"fileName":"d.zip"}""", "Answered", null },
        { "UpdateFirmware", """{"location":"https://files.example/fw.bin","retrieveDate":"2026-03-01T12:00:00Z"}""", "{}", "Answered", null },
        { "GetLocalListVersion", "{}", """{"listVersion":-1}""", "Answered", null },
        { "SendLocalList", """{"listVersion":3,"localAuthorizationList":[{"idTag":"T1","idTagInfo":{"status":"Accepted"}}],"updateType":"Full"}""", """{"status":"VersionMismatch"}""", "Refused", "VersionMismatch" },
        { "CancelReservation", """{"reservationId":5}""", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "ReserveNow", """{"connectorId":1,"expiryDate":"2030-03-01T12:00:00Z","idTag":"T1","reservationId":5}""", """{"status":"Occupied"}""", "Refused", "Occupied" },
        { "ClearChargingProfile", """{"id":7}""", """{"status":"Unknown"}""", "Refused", "Unknown" },
        { "GetCompositeSchedule", """{"connectorId":1,"duration":3600}""", """{"status":"Accepted","connectorId":1}""", "Answered", "Accepted" },
        { "SetChargingProfile", $$"""{"connectorId":1,"csChargingProfiles":{{Profile}}}""", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "TriggerMessage", """{"requestedMessage":"Heartbeat"}""", """{"status":"NotImplemented"}""", "Refused", "NotImplemented" },
        { "CertificateSigned", """{"certificateChain":"-----BEGIN CERTIFICATE-----"}""", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "DeleteCertificate", $$"""{"certificateHashData":{{Hash}}}""", """{"status":"NotFound"}""", "Refused", "NotFound" },
        { "ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""", """{"status":"Accepted"}""", "Answered", "Accepted" },
        { "GetInstalledCertificateIds", """{"certificateType":"CentralSystemRootCertificate"}""", """{"status":"NotFound"}""", "Answered", "NotFound" },
        { "GetLog", """{"log":{"remoteLocation":"https://files.example/up"},"logType":"SecurityLog","requestId":1}""", """{"status":"AcceptedCanceled","filename":"l.txt"}""", "Answered", "AcceptedCanceled" },
        { "InstallCertificate", """{"certificateType":"CentralSystemRootCertificate","certificate":"-----BEGIN CERTIFICATE-----"}""", """{"status":"Failed"}""", "Refused", "Failed" },
        { "SignedUpdateFirmware", """{"requestId":1,"firmware":{"location":"https://files.example/fw.bin","retrieveDateTime":"2026-03-01T12:00:00Z","signingCertificate":"-----BEGIN CERTIFICATE-----","signature":"AA=="}}""", """{"status":"InvalidCertificate"}""", "Refused", "InvalidCertificate" },
    };
}
