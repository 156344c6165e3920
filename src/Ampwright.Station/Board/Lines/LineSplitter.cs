namespace Ampwright.Station.Board.Lines;

/// <summary>
/// Cuts what arrives into lines. A line that grows too long is dropped up to its line feed; empty lines are nothing, so that a line feed
/// before the first line parts it from noise. One reader.
/// </summary>
internal sealed class LineSplitter(Action<BoardLine> take, Action<BadLine> refuse)
{
    private readonly byte[] _line = new byte[BoardLine.Longest];
    private int _length;
    private bool _tooLong;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one == (byte)'\n') End();
            else if (_length < _line.Length - 1) _line[_length++] = one;
            else _tooLong = true;
        }
    }

    /// <summary>Another stream begins.</summary>
    public void Reset() => (_length, _tooLong) = (0, false);

    private void End()
    {
        var (length, tooLong) = (_length, _tooLong);
        Reset();
        if (tooLong)
        {
            refuse(BadLine.TooLong);
            return;
        }

        if (length == 0) return;
        if (BoardLine.TryRead(_line.AsSpan(0, length), out var line) is { } bad) refuse(bad);
        else take(line!);
    }
}
