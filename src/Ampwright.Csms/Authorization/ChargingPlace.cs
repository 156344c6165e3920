namespace Ampwright.Csms.Authorization;

/// <summary>What a station and its site say about who may charge there.</summary>
internal sealed record ChargingPlace
{
    private TimeZoneInfo? _zone;

    public long StationId { get; init; }
    public long SiteId { get; init; }
    public string TimeZone { get; init; } = "UTC";
    public DefaultPolicy DefaultPolicy { get; init; }

    /// <summary>The station's own word, else the site's.</summary>
    public UnknownTags UnknownTags { get; init; }

    /// <summary>The tag asked about is that of a card to be made known here: it does not charge before.</summary>
    public bool LearnsCard { get; init; }

    /// <summary>UTC where the system has lost the site's time zone since it was set.</summary>
    public TimeZoneInfo Zone => _zone ??= TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var found) ? found : TimeZoneInfo.Utc;
}

/// <summary>What a site does where no rule speaks. The names are on disk and in the API.</summary>
internal enum DefaultPolicy
{
    /// <summary>Every known tag may charge, unless blocked or expired.</summary>
    KnownTags,

    /// <summary>Only tags of drivers in a group for which a rule holds.</summary>
    GroupsWithRule,
}

/// <summary>What becomes of tags that nobody knows. The names are on disk and in the API.</summary>
internal enum UnknownTags
{
    Refused,

    /// <summary>Free charging: everybody may charge whose tag is not blocked or expired.</summary>
    Accepted,
}

/// <summary>What is known of an id tag.</summary>
internal sealed record TagFacts
{
    public string IdTag { get; init; } = "";
    public string? ParentIdTag { get; init; }
    public bool Blocked { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public bool OneTransactionAtATime { get; init; }
    public long? DriverId { get; init; }

    /// <summary>The start code it was made for; null for any other tag.</summary>
    public long? StartCodeId { get; init; }

    /// <summary>The groups of its driver, by number.</summary>
    public IReadOnlyList<GroupFacts> Groups { get; init; } = [];

    /// <summary>The tag's own parent, else that of the first group that has one.</summary>
    public string? Parent => ParentIdTag ?? Groups.FirstOrDefault(group => group.ParentIdTag is not null)?.ParentIdTag;

    public bool OneAtATime => OneTransactionAtATime || Groups.Any(group => group.OneTransactionAtATime);
}

internal sealed record GroupFacts
{
    public long GroupId { get; init; }
    public string? ParentIdTag { get; init; }
    public bool OneTransactionAtATime { get; init; }
}
