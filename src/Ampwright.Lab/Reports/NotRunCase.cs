namespace Ampwright.Lab.Reports;

/// <summary>A case of the revision that was not run.</summary>
internal sealed record NotRunCase(string Id, string Profile, string Name, string Why);
