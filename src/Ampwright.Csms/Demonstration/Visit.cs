namespace Ampwright.Csms.Demonstration;

/// <summary>A driver's visit to a connector.</summary>
/// <param name="Station">The station.</param>
/// <param name="Connector">Its connector.</param>
/// <param name="IdTag">What the driver shows, or the app sends.</param>
/// <param name="Arrives">When the car is plugged in.</param>
/// <param name="Leaves">When it is unplugged.</param>
/// <param name="EnergyWh">What the car takes if it stays long enough.</param>
/// <param name="Watts">How fast.</param>
/// <param name="Remote">Started and stopped from the app.</param>
internal sealed record Visit(
    StoryStation Station, int Connector, string IdTag, DateTimeOffset Arrives, DateTimeOffset Leaves, int EnergyWh, int Watts, bool Remote = false)
{
    /// <summary>How much has flowed when so long has been charged, in Wh.</summary>
    public int After(TimeSpan charged) => Math.Min(EnergyWh, (int)(Watts * charged.TotalHours));

    /// <summary>How long the car charges if nobody unplugs it.</summary>
    public TimeSpan ToFull => TimeSpan.FromHours((double)EnergyWh / Watts);
}
