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
    public long Version { get; init; }

    /// <summary>The station's identity, where the rule is for one.</summary>
    public string? Station { get; init; }

    public WeeklyWindows WeeklyWindows => _windows ??= WeeklyWindows.FromText(Windows);

    public bool Allows(DateTimeOffset instant, TimeZoneInfo zone) =>
        !(instant < ValidFrom) && !(instant >= ValidUntil) && WeeklyWindows.Contains(instant, zone);

    /// <summary>The next instant at which <see cref="Allows"/> may say something else; null when it never does.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset instant, TimeZoneInfo zone)
    {
        if (instant >= ValidUntil) return null;
        if (instant < ValidFrom) return ValidFrom;
        var next = WeeklyWindows.NextChange(instant, zone);
        return next is null || ValidUntil < next ? ValidUntil : next;
    }
}
