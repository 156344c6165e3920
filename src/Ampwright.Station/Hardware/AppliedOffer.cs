namespace Ampwright.Station.Hardware;

/// <summary>What the board made of an offer.</summary>
/// <param name="Milliamperes">The current now offered by the pilot, mA per phase; 0 = paused.</param>
/// <param name="Phases">The phases that can be used now.</param>
public sealed record AppliedOffer(CommandOutcome Outcome, int Milliamperes, int Phases);
