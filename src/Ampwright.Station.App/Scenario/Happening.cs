namespace Ampwright.Station.App.Scenario;

internal enum HappeningKind
{
    Arrival,
    Fault,
    NetworkCut,
    BlackHole,
    PowerCut,
}

/// <summary>Something the scenario has in store for a station.</summary>
/// <param name="At">Time of the scenario since its beginning.</param>
/// <param name="Lasts">How long the car stays or the trouble lasts, time of the scenario.</param>
/// <param name="Card">Of a driver: the UID.</param>
/// <param name="Remote">The driver waits for the management system to start.</param>
internal readonly record struct Happening(TimeSpan At, HappeningKind Kind, TimeSpan Lasts, int EnergyWh = 0, string? Card = null, bool Remote = false);
