namespace Ampwright.Station.Flight.Replay;

/// <summary>The lines of one recorded life, and how far a replay has come in them.</summary>
internal sealed class ReplayScript(IReadOnlyList<(long Number, string Text, FlightLine Line)> lines)
{
    private readonly HashSet<(int, long)> _firings = [.. lines.Select(one => one.Line).Where(line => line.Kind == FlightKind.Timer).Select(line => (line.Number ?? 0, line.Due ?? 0))];
    // A life that was cut (power, kill) ends in the middle of what followed from the last thing that came.
    private readonly int _tail = lines.Any(one => one.Line.Kind is FlightKind.Stop or FlightKind.Failed)
        ? int.MaxValue
        : lines.ToList().FindLastIndex(one => IsGiven(one.Line.Kind)) + 1;
    private int _at;
    private string? _why;

    public FlightDifference? Difference { get; private set; }

    public long Frames { get; private set; }

    public long Events { get; private set; }

    public long Commands { get; private set; }

    /// <summary>How many lines the replay is past.</summary>
    public int At => _at;

    /// <summary>What comes next in the record; null = it ends here.</summary>
    public FlightLine? Next => _at < lines.Count ? lines[_at].Line : null;

    /// <summary>The number of the next line in the file.</summary>
    public long NextNumber => _at < lines.Count ? lines[_at].Number : 0;

    /// <summary>The record goes on without something that happened: nothing after this can be compared.</summary>
    public bool Ends => WhyNoMore is not null || Next is null or { Kind: FlightKind.End };

    /// <summary>Why the rest cannot be compared.</summary>
    public string? WhyNoMore => _why ?? (Next is { Kind: FlightKind.Beside or FlightKind.Gap } why ? why.Text : null);

    /// <summary>Whether the recorded station's timer fired for this instant.</summary>
    public bool Fires(int timer, long due) => _firings.Contains((timer, due));

    public void Skip() => _at++;

    /// <summary>The rest cannot be compared.</summary>
    public void End(string why) => _why = why;

    /// <summary>The replayed station wrote a line.</summary>
    public void Compare(FlightLine replayed)
    {
        // What the life is made of was taken from the record; what happens beside the loop comes at any time.
        if (replayed.Kind is FlightKind.Life or FlightKind.Memory or FlightKind.Beside or FlightKind.Failed or FlightKind.End) return;
        if (Difference is not null || Ends) return;
        var text = replayed.Write();
        if (text != lines[_at].Text)
        {
            Differ(text);
            return;
        }
        _at++;
        if (replayed.Kind is FlightKind.Sent or FlightKind.Received) Frames++;
        if (replayed.Kind == FlightKind.Event) Events++;
        if (replayed.Kind == FlightKind.Command) Commands++;
    }

    public void Differ(string replayed)
    {
        if (_at >= _tail || Next is null) End("the life was cut here");
        else Difference ??= new FlightDifference(lines[_at].Number, lines[_at].Text, replayed);
    }

    /// <summary>Whether it came from outside and is given to the station.</summary>
    public static bool IsGiven(FlightKind kind) => kind is FlightKind.Event or FlightKind.Outcome or FlightKind.Timer or FlightKind.Connected
        or FlightKind.NotConnected or FlightKind.Disconnected or FlightKind.Closed or FlightKind.Received or FlightKind.NoAnswer or FlightKind.Left
        or FlightKind.Limit or FlightKind.DialNow or FlightKind.Suspicion or FlightKind.Stop;
}
