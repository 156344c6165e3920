namespace Ampwright.Lab.Conformance;

/// <summary>Where the standard says what an action is for: a fault of a message belongs there unless a case knows it better.</summary>
internal static class Clauses
{
    private const string Core = "OCPP 1.6 ed. 2 §";
    private const string Security = "security whitepaper ed. 3, ";

    private static readonly Dictionary<string, string> Of = new(StringComparer.Ordinal)
    {
        ["Authorize"] = $"{Core}4.1",
        ["BootNotification"] = $"{Core}4.2",
        ["DataTransfer"] = $"{Core}4.3 and 5.6",
        ["DiagnosticsStatusNotification"] = $"{Core}4.4",
        ["FirmwareStatusNotification"] = $"{Core}4.5",
        ["Heartbeat"] = $"{Core}4.6",
        ["MeterValues"] = $"{Core}4.7",
        ["StartTransaction"] = $"{Core}4.8",
        ["StatusNotification"] = $"{Core}4.9",
        ["StopTransaction"] = $"{Core}4.10",
        ["CancelReservation"] = $"{Core}5.1",
        ["ChangeAvailability"] = $"{Core}5.2",
        ["ChangeConfiguration"] = $"{Core}5.3",
        ["ClearCache"] = $"{Core}5.4",
        ["ClearChargingProfile"] = $"{Core}5.5",
        ["GetCompositeSchedule"] = $"{Core}5.7",
        ["GetConfiguration"] = $"{Core}5.8",
        ["GetDiagnostics"] = $"{Core}5.9",
        ["GetLocalListVersion"] = $"{Core}5.10",
        ["RemoteStartTransaction"] = $"{Core}5.11",
        ["RemoteStopTransaction"] = $"{Core}5.12",
        ["ReserveNow"] = $"{Core}5.13",
        ["Reset"] = $"{Core}5.14",
        ["SendLocalList"] = $"{Core}5.15",
        ["SetChargingProfile"] = $"{Core}5.16",
        ["TriggerMessage"] = $"{Core}5.17",
        ["UnlockConnector"] = $"{Core}5.18",
        ["UpdateFirmware"] = $"{Core}5.19",
        ["CertificateSigned"] = $"{Security}A02 and A03",
        ["SignCertificate"] = $"{Security}A02 and A03",
        ["SecurityEventNotification"] = $"{Security}A04",
        ["SignedUpdateFirmware"] = $"{Security}L01",
        ["SignedFirmwareStatusNotification"] = $"{Security}L01",
        ["GetInstalledCertificateIds"] = $"{Security}M03",
        ["DeleteCertificate"] = $"{Security}M04",
        ["InstallCertificate"] = $"{Security}M05",
        ["GetLog"] = $"{Security}N01",
        ["LogStatusNotification"] = $"{Security}N01",
        ["ExtendedTriggerMessage"] = $"{Security}5.5",
    };

    /// <summary>The clause of the first action that the first of these texts names which names one; null where none does.</summary>
    public static string? OfFirst(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            var named = (text ?? "").Split([' ', ',', '.', ':', ';', '(', ')'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(Of.ContainsKey);
            if (named is not null) return $"{Of[named]} {named}";
        }
        return null;
    }
}
