namespace Ampwright.Csms.Quirks;

/// <summary>What a quirk is, and what is done about it. The names are in the data files, on disk and in the API.</summary>
/// <param name="Name">As in the data files.</param>
/// <param name="How">Tolerated: a setting of the station lets it pass. Repaired: what it sends is put right. Flagged: shown to persons and features.</param>
/// <param name="Setting">The column of the station's setting that a quirk turns on; null where it turns on none.</param>
internal sealed record QuirkKind(string Name, string How, string? Setting = null)
{
    public const string TimeZone = "timeZone";

    public static IReadOnlyList<QuirkKind> All { get; } =
    [
        new("assumesSubprotocol", "Tolerated", "assumes_subprotocol"),
        new("acceptsHexPassword", "Tolerated", "accepts_hex_password"),
        new("noPong", "Tolerated", "no_pong"),
        new(TimeZone, "Repaired"),
        new("stackLevelZero", "Flagged"),
        new("relativeProfilesOnly", "Flagged"),
        new("wattsOnly", "Flagged"),
        new("noChargePointMaxProfile", "Flagged"),
        new("noAvailabilityAtConnect", "Flagged"),
    ];

    public static QuirkKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
