namespace Ampwright.Station.Board.Lines;

/// <summary>Why a line was not acted upon.</summary>
internal enum BadLine
{
    /// <summary>More than <see cref="BoardLine.Longest"/> bytes without a line feed.</summary>
    TooLong,

    /// <summary>The checksum is another.</summary>
    Checksum,

    /// <summary>Not number, verb, fields, checksum.</summary>
    Form,

    /// <summary>A verb that this side does not know.</summary>
    Unknown,

    /// <summary>A known verb with a field that is missing or out of range.</summary>
    Content,
}
