namespace Ampwright.Csms.Reports;

/// <summary>What rows of a report of usage are told apart by; what was not asked for is null.</summary>
internal readonly record struct UsageKey(string? Month, long? Site, string? Station, long? Driver);

/// <summary>What came about under a key. Energy is in Wh, money in whole smallest units.</summary>
internal sealed class UsageSum
{
    public int Sessions { get; set; }

    public long EnergyWh { get; set; }

    /// <summary>From start to stop.</summary>
    public TimeSpan SessionTime { get; set; }

    /// <summary>Of <see cref="SessionTime"/> what lies in the window: sessions that began before it reach in, those that end after it reach out.</summary>
    public TimeSpan InUse { get; set; }

    /// <summary>How long ports were there, all together; zero where the key names a driver.</summary>
    public TimeSpan PortTime { get; set; }

    public SortedDictionary<string, Revenue> Revenues { get; } = new(StringComparer.Ordinal);

    /// <summary>How much of the time that ports were there they were in use, in percent; null where that says nothing.</summary>
    public decimal? Utilisation => PortTime <= TimeSpan.Zero ? null : Math.Round((decimal)InUse.Ticks / PortTime.Ticks * 100, 4);
}

internal sealed record Revenue(long Net, long Tax, long Gross);
