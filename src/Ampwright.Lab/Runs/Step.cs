namespace Ampwright.Lab.Runs;

/// <summary>A step of a case as it was run.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Who did what: L the lab, S the system under test, M a person or machine at the hardware, O the operator of a CSMS.</param>
/// <param name="At">Since the run began, monotonic.</param>
internal sealed record Step(int Number, string Text, TimeSpan At);
