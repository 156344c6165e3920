namespace Ampwright.Station.Board.Lines;

/// <summary>A field of a line is missing or out of range: a fault of the other side.</summary>
internal sealed class LineContentException(string message) : Exception(message);
