using System.Globalization;

namespace Ampwright.Csms.Access;

/// <summary>The sites on which a caller's role holds: all of them, or some. What stands elsewhere does not exist for him.</summary>
internal sealed class SiteScope
{
    private readonly HashSet<long>? _sites;

    private SiteScope(IEnumerable<long>? sites) => _sites = sites?.ToHashSet();

    public static SiteScope Everywhere { get; } = new(null);

    /// <summary>On all sites, those to come included.</summary>
    public bool All => _sites is null;

    /// <summary>For <c>(@All OR site_id IN @Ids)</c>. Never empty, which not every database takes: no site has the number 0.</summary>
    public IReadOnlyList<long> Ids => _sites is { Count: > 0 } ? [.. _sites.Order()] : [0];

    /// <summary>The sites by number, in order; null for all.</summary>
    public IReadOnlyList<long>? Sites => _sites is null ? null : [.. _sites.Order()];

    public static SiteScope Of(IEnumerable<long> sites) => new(sites);

    /// <summary>As it is stored: numbers separated by commas, null for all sites.</summary>
    public static SiteScope FromText(string? text) => text is null
        ? Everywhere
        : new(text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => long.Parse(number, CultureInfo.InvariantCulture)));

    public string? ToText() => _sites is null ? null : string.Join(',', _sites.Order());

    public bool Covers(long siteId) => _sites is null || _sites.Contains(siteId);

    public bool Covers(SiteScope other) => _sites is null || (other._sites is { } others && others.IsSubsetOf(_sites));
}
