namespace Ampwright.Csms.OpenData;

/// <summary>The EVSE statuses of OCPI 2.2.1, 8.4.22, that OCPP 1.6 can tell.</summary>
internal static class OcpiStatus
{
    public const string Unknown = "UNKNOWN";

    /// <param name="status">As the connector showed it last.</param>
    /// <param name="whole">As connector 0 showed it: what makes the station useless as a whole holds for each connector; null where it never showed anything.</param>
    /// <param name="connected">Whether its station is connected: else nobody knows.</param>
    public static string Of(string status, string? whole, bool connected) => !connected ? Unknown : Word(whole is "Faulted" or "Unavailable" && status != "Faulted" ? whole : status);

    private static string Word(string status) => status switch
    {
        "Available" => "AVAILABLE",
        "Preparing" or "Charging" or "SuspendedEV" or "SuspendedEVSE" or "Finishing" => "CHARGING",
        "Reserved" => "RESERVED",
        "Unavailable" => "INOPERATIVE",
        "Faulted" => "OUTOFORDER",
        _ => Unknown,
    };
}
