using Ampwright.Csms.Authorization;
using Ampwright.Csms.LocalAuthList;

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

    public DefaultPolicy DefaultPolicy { get; init; }
    public UnknownTags UnknownTags { get; init; }

    /// <summary>Automatic or Off: whether stations here have their local lists kept in step.</summary>
    public ListMode LocalLists { get; init; } = ListMode.Off;

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    /// <summary>How many stations stand here.</summary>
    public int Stations { get; init; }

    /// <summary>How many charging rules are for it.</summary>
    public int Rules { get; init; }

    /// <summary>How many tariffs are assigned to it.</summary>
    public int Tariffs { get; init; }
}
