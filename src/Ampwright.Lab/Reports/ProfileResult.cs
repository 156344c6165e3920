namespace Ampwright.Lab.Reports;

/// <summary>A profile's result.</summary>
/// <param name="Result">pass, fail or not tested.</param>
internal sealed record ProfileResult(string Profile, string Result, int Passed, int Selected);
