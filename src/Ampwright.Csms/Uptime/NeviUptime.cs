namespace Ampwright.Csms.Uptime;

/// <summary>
/// Uptime of a charging port by 23 CFR 680.116(b), over the twelve months that end with a month. Up is a port that is online and shows an operative
/// status. Out is one that is not connected, Unavailable, Faulted, shows a word that the standard does not have, or delivers nothing.
/// </summary>
internal sealed record NeviUptime
{
    /// <summary>Of the formula, in leap years too.</summary>
    public const int MinutesOfYear = 525_600;

    /// <summary>"Greater than 97 %".</summary>
    public const decimal Required = 97;

    /// <summary>When the port was out, those minutes included that are excluded.</summary>
    public required TimeSet Outages { get; init; }

    /// <summary>When it was out for a reason that is excluded: the causes of (b)(3), and hours outside of those of operation.</summary>
    public required TimeSet Excluded { get; init; }

    /// <summary>Of how many minutes anything is known; the others are not counted as outage.</summary>
    public required decimal KnownMinutes { get; init; }

    public decimal OutageMinutes => Outages.Minutes;

    public decimal ExcludedMinutes => Excluded.Minutes;

    /// <summary>µ. A leap year's outage can be longer than the formula's year: never below 0.</summary>
    public decimal Percent => Math.Max(0, (MinutesOfYear - (OutageMinutes - ExcludedMinutes)) / MinutesOfYear * 100);

    public bool IsMet => Percent > Required;

    /// <param name="port">What is known of it.</param>
    /// <param name="window">The twelve months.</param>
    public static NeviUptime Of(PortTimeline port, TimeSet window)
    {
        var known = port.Known.And(window);
        var outages = port.Offline.Or(port.Unavailable).Or(port.Faulted).Or(port.Strange).Or(port.NotDelivering).And(known);
        return new NeviUptime { Outages = outages, Excluded = outages.And(port.Excused.Or(port.Closed)), KnownMinutes = known.Minutes };
    }
}
