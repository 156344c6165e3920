namespace Ampwright.Station.Flight.Replay;

/// <summary>What came of a replay.</summary>
/// <param name="Lives">Lives that were replayed, the last one as far as it went.</param>
/// <param name="Frames">Frames that were the same, both ways.</param>
/// <param name="Events">Hardware events the station was given.</param>
/// <param name="Commands">Commands to the hardware that were the same.</param>
/// <param name="Difference">The first; null = none.</param>
/// <param name="NotReplayed">Parts of the record that could not be replayed, and why.</param>
public sealed record FlightReport(
    int Lives, long Frames, long Events, long Commands, FlightDifference? Difference, IReadOnlyList<string> NotReplayed);

/// <summary>Where a replay first went another way.</summary>
/// <param name="Line">Of the record, from 1.</param>
/// <param name="Recorded">What stands there.</param>
/// <param name="Replayed">What the station did instead, as it would stand there; or in words.</param>
public sealed record FlightDifference(long Line, string Recorded, string Replayed);
