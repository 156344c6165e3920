namespace Ampwright.Bench.Protocol;

/// <summary>One measure and what it must not exceed.</summary>
internal sealed record Result(string What, double Value, string Unit, double Goal, double Bar);
