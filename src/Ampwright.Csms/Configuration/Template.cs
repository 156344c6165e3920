using Ampwright.Csms.Access;

namespace Ampwright.Csms.Configuration;

/// <summary>A named set of configuration values that stations are to have.</summary>
/// <param name="TemplateId">Its number.</param>
/// <param name="Name">Compared without case; one of a name.</param>
/// <param name="Scope">The sites of whoever made it: whose role does not cover them changes it not.</param>
/// <param name="Version">Each change counts one up.</param>
/// <param name="ChangedAt">UTC.</param>
/// <param name="Keys">What stations are to have.</param>
internal sealed record Template(long TemplateId, string Name, SiteScope Scope, long Version, DateTimeOffset ChangedAt, IReadOnlyList<TemplateKey> Keys)
{
    /// <summary>One that was made for all sites is known at each.</summary>
    public bool SeenBy(SiteScope caller) => Scope.All || caller.Covers(Scope);
}

/// <param name="Name">The key; compared without case.</param>
/// <param name="Value">What the station is to have.</param>
internal sealed record TemplateKey(string Name, string Value);
