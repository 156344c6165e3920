namespace Ampwright.Ocpp.SmartCharging;

/// <summary>A change of the installed profiles.</summary>
/// <param name="Profiles">What is installed now.</param>
/// <param name="Removed">What no longer is; empty when nothing matched.</param>
public sealed record ProfileChange(InstalledProfiles Profiles, IReadOnlyList<InstalledProfile> Removed);
