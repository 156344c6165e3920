namespace Ampwright.Station.Hardware;

public enum MeterQuality
{
    Good,

    /// <summary>The meter does not answer; the values are the last it gave.</summary>
    Stale,
}
