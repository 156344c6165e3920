namespace Ampwright.Csms.SmartCharging;

internal sealed class LibraryProfile
{
    public long LibraryId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>JSON, as in csChargingProfiles of SetChargingProfile.</summary>
    public string Profile { get; init; } = "";

    public DateTimeOffset ChangedAt { get; init; }
}
