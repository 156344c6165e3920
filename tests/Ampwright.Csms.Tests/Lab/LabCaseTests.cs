using Ampwright.Csms.Tests.Actions;

namespace Ampwright.Csms.Tests.Lab;

/// <summary>The certification cases of a CSMS, as the conformance lab judges them: on the wire, and by reading back what is kept.</summary>
public sealed class LabCaseTests
{
    public static TheoryData<string> OfCore => LabTrial.CasesOf("Core");

    public static TheoryData<string> OfFirmwareManagement => LabTrial.CasesOf("FirmwareManagement");

    public static TheoryData<string> OfLocalAuthListManagement => LabTrial.CasesOf("LocalAuthListManagement");

    public static TheoryData<string> OfSmartCharging => LabTrial.CasesOf("SmartCharging");

    public static TheoryData<string> OfRemoteTrigger => LabTrial.CasesOf("RemoteTrigger");

    public static TheoryData<string> OfReservation => LabTrial.CasesOf("Reservation");

    public static TheoryData<string> OfSecurity => LabTrial.CasesOf("Security");

    [Theory]
    [MemberData(nameof(OfCore))]
    [Observes(
        "BootNotification", "StartTransaction", "StopTransaction", "StatusNotification", "DataTransfer", "ClearCache", "RemoteStartTransaction", "RemoteStopTransaction", "Reset",
        "UnlockConnector", "GetConfiguration", "ChangeConfiguration")]
    public Task The_CSMS_passes_the_cases_of_Core(string id) => LabTrial.PassesAsync(id);

    [Theory]
    [MemberData(nameof(OfFirmwareManagement))]
    [Observes("UpdateFirmware", "FirmwareStatusNotification", "GetDiagnostics", "DiagnosticsStatusNotification")]
    public Task The_CSMS_passes_the_cases_of_FirmwareManagement(string id) => LabTrial.PassesAsync(id);

    [Theory]
    [MemberData(nameof(OfLocalAuthListManagement))]
    [Observes("SendLocalList", "GetLocalListVersion")]
    public Task The_CSMS_passes_the_cases_of_LocalAuthListManagement(string id) => LabTrial.PassesAsync(id);

    [Theory]
    [MemberData(nameof(OfSmartCharging))]
    [Observes("SetChargingProfile", "GetCompositeSchedule", "ClearChargingProfile")]
    public Task The_CSMS_passes_the_cases_of_SmartCharging(string id) => LabTrial.PassesAsync(id);

    [Theory]
    [MemberData(nameof(OfRemoteTrigger))]
    [Observes("TriggerMessage", "MeterValues")]
    public Task The_CSMS_passes_the_cases_of_RemoteTrigger(string id) => LabTrial.PassesAsync(id);

    [Theory]
    [MemberData(nameof(OfReservation))]
    [Observes("ReserveNow", "CancelReservation", "ChangeAvailability")]
    public Task The_CSMS_passes_the_cases_of_Reservation(string id) => LabTrial.PassesAsync(id);

    [Theory]
    [MemberData(nameof(OfSecurity))]
    [Observes(
        "ExtendedTriggerMessage", "SignCertificate", "CertificateSigned", "InstallCertificate", "GetInstalledCertificateIds", "DeleteCertificate", "SecurityEventNotification",
        "GetLog", "LogStatusNotification", "SignedUpdateFirmware", "SignedFirmwareStatusNotification")]
    public Task The_CSMS_passes_the_cases_of_Security(string id) => LabTrial.PassesAsync(id);
}
