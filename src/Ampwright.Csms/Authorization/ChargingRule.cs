namespace Ampwright.Csms.Authorization;

/// <summary>That the drivers of a group may charge: everywhere, at a site or at a station; always or at times; for good or for a while.</summary>
internal sealed record ChargingRule
{
    private WeeklyWindows? _windows;

    public long RuleId { get; init; }
    public long GroupId { get; init; }
    public long? SiteId { get; init; }
    public long? StationId { get; init; }

    /// <summary>See <see cref="WeeklyWindows"/>.</summary>
    public string Windows { get; init; } = "";
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>From then on the rule holds no more.</summary>
    public DateTimeOffset? ValidUntil { get; init; }
    public string? Note { get; init; }

    /// <summary>How often the quota is there anew; null: the rule has none.</summary>
    public QuotaPer? QuotaPer { get; init; }
    public QuotaOf? QuotaOf { get; init; }

    /// <summary>Energy in Wh; null: any.</summary>
    public long? QuotaWh { get; init; }

    /// <summary>Null: any number.</summary>
    public long? QuotaSessions { get; init; }

    /// <summary>Sessions that run are ended when the energy is used up.</summary>
    public bool QuotaEndsSessions { get; init; }

    /// <summary>The time zone in which the quota's days are told: the site's; of a rule for everywhere the first site's.</summary>
    public string? QuotaZone { get; init; }

    /// <summary>What was used of the quota by whom is asked about, in the period that is asked about; null where there is no quota.</summary>
    public QuotaSpent? Spent { get; init; }
    public long Version { get; init; }

    /// <summary>The station's identity, where the rule is for one.</summary>
    public string? Station { get; init; }

    public WeeklyWindows WeeklyWindows => _windows ??= WeeklyWindows.FromText(Windows);

    public bool HasQuota => QuotaPer is not null;

    /// <summary>Whether the rule is for this time, apart from its quota.</summary>
    public bool IsOpen(DateTimeOffset instant, TimeZoneInfo zone) =>
        !(instant < ValidFrom) && !(instant >= ValidUntil) && WeeklyWindows.Contains(instant, zone);

    /// <param name="instant">Now, or later: then as if nothing more were used until then.</param>
    /// <param name="zone">The site's time zone.</param>
    public bool Allows(DateTimeOffset instant, TimeZoneInfo zone) => IsOpen(instant, zone) && !(instant < Spent?.Until && IsUsedUp);

    /// <summary>The same, but only for as long as what is left of a quota is known: until its period ends.</summary>
    public bool IsSureToAllow(DateTimeOffset instant, TimeZoneInfo zone) => Allows(instant, zone) && !(instant >= Spent?.Until);

    /// <summary>Whether the quota's energy or its number of sessions has been reached in the period that is asked about.</summary>
    public bool IsUsedUp => Spent?.EnergyWh >= QuotaWh || Spent?.Sessions >= QuotaSessions;

    /// <summary>The next instant at which <see cref="Allows"/> or <see cref="IsSureToAllow"/> may say something else; null when it never does.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (instant >= ValidUntil) return null;
        if (instant < ValidFrom) return ValidFrom;
        var next = WeeklyWindows.NextChange(instant, zone);
        if (next is null || ValidUntil < next) next = ValidUntil;
        return instant < Spent?.Until && !(next <= Spent.Until) ? Spent.Until : next;
    }
}
