namespace Ampwright.Lab.Conformance;

/// <summary>A rule that a frame broke.</summary>
/// <param name="What">What is wrong, with the place in the message.</param>
/// <param name="Clause">The clause of the standard.</param>
internal sealed record Breach(string What, string Clause);
