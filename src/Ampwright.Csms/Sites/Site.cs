namespace Ampwright.Csms.Sites;

/// <summary>A place where stations stand.</summary>
internal sealed record Site
{
    /// <summary>Where stations stand that were registered without a site; it is never removed.</summary>
    public const long Default = 1;

    public long SiteId { get; init; }

    /// <summary>1..80 characters, compared without case.</summary>
    public string Name { get; init; } = "";
    public string? Address { get; init; }

    /// <summary>IANA name, as Europe/Berlin.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }
    public int Stations { get; init; }
}
