namespace Ampwright.Csms.Demonstration;

/// <summary>What a station of the demonstration says of itself: as the simulated product of the same name does that goes on after its history.</summary>
/// <param name="Vendor">As in BootNotification.</param>
/// <param name="Model">As in BootNotification.</param>
/// <param name="Firmware">As in BootNotification.</param>
/// <param name="MeterType">As in BootNotification; null where it says none.</param>
/// <param name="Connectors">How many it has.</param>
/// <param name="Profiles">As its SupportedFeatureProfiles has them.</param>
internal sealed record StoryProduct(string Vendor, string Model, string Firmware, string? MeterType, int Connectors, string Profiles)
{
    public static StoryProduct Full { get; } = new(
        "Ampwright", "Two Sockets 22", "0.1.0", "AW-M3", 2, "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger");

    public static StoryProduct Ampevo { get; } = new("General Security SRL", "AMPEVO", "1", null, 2, "Core");

    public static StoryProduct Tethered { get; } = new("Ampwright", "Cable 11", "0.1.0", "AW-M3", 1, "Core");
}
