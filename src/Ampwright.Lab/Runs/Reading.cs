namespace Ampwright.Lab.Runs;

/// <summary>How a system under test reads an ambiguous clause, as a case met it.</summary>
/// <param name="Row">The number of the <see cref="Catalogue.Ambiguity"/>.</param>
/// <param name="Taken">The reading.</param>
internal sealed record Reading(int Row, string Taken);
