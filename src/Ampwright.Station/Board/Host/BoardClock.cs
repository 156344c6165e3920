namespace Ampwright.Station.Board.Host;

/// <summary>
/// The board's monotonic clock seen from the host's. What arrives is late by at least nothing: the least difference seen is taken, and let
/// grow a little with every line for crystals that drift. Stamps it gives never fall.
/// </summary>
internal sealed class BoardClock(TimeProvider time)
{
    /// <summary>How much the difference may grow with each line, µs.</summary>
    private const long Slack = 200;

    private long? _offset;
    private long _last;

    /// <summary>Another life of the board or of the link begins.</summary>
    public void Reset() => _offset = null;

    /// <summary>The host's stamp of a board's stamp that has just arrived.</summary>
    /// <param name="micros">The board's clock, µs.</param>
    public long Stamp(long micros)
    {
        var now = time.GetTimestamp();
        var offset = Micros(now) - micros;
        _offset = _offset is not { } least || offset < least ? offset : Math.Min(offset, least + Slack);
        return _last = Math.Max(_last, Math.Min(now, Stamps(micros + _offset.Value)));
    }

    /// <summary>The stamp of a snapshot taken now: later than every event given out, not later than any to come.</summary>
    public long SnapshotStamp() => _last = Math.Max(_last + 1, time.GetTimestamp());

    public long Now() => _last = Math.Max(_last, time.GetTimestamp());

    private long Micros(long stamp) => (long)((Int128)stamp * 1_000_000 / time.TimestampFrequency);

    private long Stamps(long micros) => (long)((Int128)micros * time.TimestampFrequency / 1_000_000);
}
