using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>A case's result with its name.</summary>
/// <param name="Note">What is worth knowing about its verdicts; null for nothing.</param>
internal sealed record CaseReport(string Id, string Profile, string Name, Verdict Verdict, double Seconds, CaseResult Detail, string? Note = null);
