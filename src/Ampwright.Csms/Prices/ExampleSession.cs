using Ampwright.Csms.Api;

namespace Ampwright.Csms.Prices;

/// <summary>A session as somebody imagines it: energy that flows evenly, and some time connected after that.</summary>
/// <param name="EnergyWh">In Wh; null: 10 kWh.</param>
/// <param name="Minutes">Of charging; null: an hour.</param>
/// <param name="IdleMinutes">Connected after that; null: none.</param>
internal sealed record ExampleSession(int? EnergyWh, int? Minutes, int? IdleMinutes)
{
    private const int MostMinutes = 14 * 24 * 60;

    public void Check(FieldErrors errors)
    {
        if (EnergyWh is < 0 or > 1_000_000) errors.Add("energyWh", "Give 0 to 1000000 Wh.");
        if (Minutes is < 1 or > MostMinutes) errors.Add("minutes", $"Give 1 to {MostMinutes}.");
        if (IdleMinutes is < 0 or > MostMinutes) errors.Add("idleMinutes", $"Give 0 to {MostMinutes}.");
    }

    public SessionUsage From(DateTimeOffset start)
    {
        var idle = start.AddMinutes(Minutes ?? 60);
        var until = idle.AddMinutes(IdleMinutes ?? 0);
        var energy = EnergyWh ?? 10_000;
        return new SessionUsage
        {
            Points = [new(start, 0), new(idle, energy), new(until, energy)],
            IdleSince = until > idle ? idle : null,
        };
    }
}
