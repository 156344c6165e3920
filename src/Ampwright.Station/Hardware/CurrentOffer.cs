namespace Ampwright.Station.Hardware;

/// <summary>What the runtime wants to offer a vehicle.</summary>
/// <param name="Milliamperes">mA per phase; null = no limit of ours, 0 = pause.</param>
/// <param name="Phases">Phases to use; null = all there are.</param>
public sealed record CurrentOffer(int? Milliamperes, int? Phases = null)
{
    public static CurrentOffer Unlimited { get; } = new(Milliamperes: null);

    public static CurrentOffer Pause { get; } = new(0);
}
