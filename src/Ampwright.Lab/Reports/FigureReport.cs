using Ampwright.Lab.Performance;

namespace Ampwright.Lab.Reports;

/// <summary>A line of the performance table; a name without a sample has no figure.</summary>
/// <param name="DeclaredMaximum">In seconds.</param>
internal sealed record FigureReport(string Name, double DeclaredMaximum, string Description, Figure? Figure);
