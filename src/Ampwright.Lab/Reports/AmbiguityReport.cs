namespace Ampwright.Lab.Reports;

/// <summary>An ambiguous clause and how the system under test reads it.</summary>
/// <param name="Row">Its number in the lab's table.</param>
/// <param name="Readings">Those that are met in the field.</param>
/// <param name="Stance">What the lab makes of them.</param>
/// <param name="Met">The readings that this run met, each with the cases in which it did; empty where none showed.</param>
internal sealed record AmbiguityReport(int Row, string Question, IReadOnlyList<string> Readings, string Stance, IReadOnlyDictionary<string, IReadOnlyList<string>> Met);
