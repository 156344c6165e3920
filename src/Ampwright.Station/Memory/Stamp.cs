namespace Ampwright.Station.Memory;

/// <summary>An instant as the station knew it when it happened.</summary>
/// <param name="Utc">By the station's clock; already corrected if the clock was set later in time.</param>
/// <param name="Trusted">False while the clock had not been set since a boot without a trusted clock.</param>
internal readonly record struct Stamp(DateTimeOffset Utc, bool Trusted)
{
    public Stamp Corrected(TimeSpan step) => Trusted ? this : new Stamp(Utc + step, Trusted: true);
}
