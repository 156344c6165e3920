using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>A case's result with its name.</summary>
internal sealed record CaseReport(string Id, string Profile, string Name, Verdict Verdict, double Seconds, CaseResult Detail);
