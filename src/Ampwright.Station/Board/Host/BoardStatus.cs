using Ampwright.Station.Board.Lines;

namespace Ampwright.Station.Board.Host;

/// <summary>How the talk with the board stands, for people.</summary>
/// <param name="Trouble">Why it is not up; null = it is, or nothing is known yet.</param>
/// <param name="Board">Null until a board that fits was there.</param>
/// <param name="BadLines">What the host received and did not act upon.</param>
/// <param name="MissedLines">How often the board's numbers had a gap.</param>
/// <param name="FailSafe">After how long without a heartbeat the board opens its contactors, and the host takes the board for silent.</param>
public sealed record BoardStatus(LinkState State, string? Trouble, BoardPlate? Board, BadLineCounts BadLines, long MissedLines, TimeSpan? FailSafe);
