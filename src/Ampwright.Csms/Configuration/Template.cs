namespace Ampwright.Csms.Configuration;

/// <summary>A named set of configuration values that stations are to have.</summary>
internal sealed record Template(long TemplateId, string Name, DateTimeOffset ChangedAt, IReadOnlyList<TemplateKey> Keys);

/// <param name="Name">The key; compared without case.</param>
/// <param name="Value">What the station is to have.</param>
internal sealed record TemplateKey(string Name, string Value);
