namespace Ampwright.Lab.Reports;

/// <summary>A case of the revision that was not run.</summary>
/// <param name="Applies">Whether it is one for the declared product; null in reports that were made before it was said.</param>
internal sealed record NotRunCase(string Id, string Profile, string Name, string Why, bool? Applies = null);
