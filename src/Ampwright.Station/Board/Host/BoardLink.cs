using System.Globalization;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Board.Streams;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

/// <summary>
/// The host's side of the talk with a board, whatever carries it:
/// <code>
///  Closed ─ stream open ─► Greeting ─ hello ─► Describing ─ fits ─► Reading ─ snapshot ─► Up
///    ▲                      ▲   ▲                  └─ does not ─► Unfit ─ 10 s ─┐          │
///    │                      │   └──────────────────────────────────────────────┘          │
///    └─ stream gone         └──── silent for its fail-safe time, or made itself safe ──────┘
/// </code>
/// While it is not Up a critical fault of the whole station stands, so the runtime permits nothing. Commands are in BoardLink.Commands.cs,
/// the state of the board in BoardLink.State.cs. Safe from any thread; calls nobody back under its lock but the note taker.
/// </summary>
internal sealed partial class BoardLink : IDisposable
{
    /// <summary>How often the host beats, and looks whether the board does.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How long a stream may bring no greeting before it is opened anew, and an unfit board is left alone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan NotePeriod = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<string> _note;
    private readonly ITimer _tick;
    private readonly LineSplitter _splitter;
    private readonly BoardClock _clock;
    private readonly TaskCompletionSource _firstUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LineOutput? _output;
    private Action? _drop;
    private LinkState _state;
    private long _since;
    private long _heard;
    private uint _sent;
    private uint _expected;
    private long _missed;
    private BadLineCounts _bad = new();
    private long _badNoted;
    private long _lastBadNote;
    private string? _trouble;
    private bool _disposed;

    public BoardLink(StationFacts declared, TimeProvider time, Action<string> note)
    {
        (_declared, _time, _note) = (declared, time, note);
        _clock = new BoardClock(time);
        _splitter = new LineSplitter(Take, bad => Refuse(bad, null));
        _connectors = [.. declared.Connectors.Select(facts => new ConnectorMirror(facts))];
        _faults.Add(LinkFault("the controller board was not reached yet"));
        _tick = time.CreateTimer(_ => OnTick(), null, Tick, Tick);
    }

    /// <summary>Completes when the board is there for the first time.</summary>
    public Task FirstUp => _firstUp.Task;

    public bool IsUp
    {
        get
        {
            lock (_gate) return _state == LinkState.Up;
        }
    }

    public BoardStatus Describe()
    {
        lock (_gate) return new BoardStatus(_state, _trouble, _facts?.Plate, _bad, _missed, _failsafe);
    }

    /// <summary>A stream is open.</summary>
    /// <param name="drop">Closes it, so that it is opened anew.</param>
    public void Attach(LineOutput output, Action drop)
    {
        lock (_gate)
        {
            if (_disposed) return;
            (_output, _drop) = (output, drop);
            _heard = _time.GetTimestamp();
            Greet();
        }
    }

    /// <summary>The stream is gone.</summary>
    public void Detach(string why)
    {
        lock (_gate)
        {
            if (_output is null) return;
            _output.Close();
            (_output, _drop) = (null, null);
            Lose(why);
            Enter(LinkState.Closed);
        }
    }

    /// <summary>Nothing can be opened; told once for each reason.</summary>
    public void Report(string trouble)
    {
        lock (_gate)
        {
            if (trouble == _trouble || _disposed) return;
            _trouble = trouble;
            _note($"board: {trouble}");
        }
    }

    public void Receive(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_output is not null) _splitter.Add(bytes);
        }
    }

    /// <summary>The host's program ends: the board will make itself safe, or another life takes it over.</summary>
    public void Dispose()
    {
        Action? drop;
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _tick.Dispose();
            Abandon();
            drop = _drop;
            _output?.Close();
            (_output, _drop) = (null, null);
            Enter(LinkState.Closed);
            _events.Writer.TryComplete();
            _firstUp.TrySetCanceled();
        }

        drop?.Invoke();
    }

    private void OnTick()
    {
        Action? drop = null;
        lock (_gate)
        {
            if (_output is null || _disposed) return;
            NoteBadLines();
            switch (_state)
            {
                case LinkState.Greeting when Passed(_heard) > Patience && Passed(_since) > Patience:
                    drop = _drop; // A dead connection looks like a silent board.
                    break;
                case LinkState.Greeting:
                    Send(CommandLines.Hello());
                    break;
                case LinkState.Unfit when Passed(_since) >= Patience:
                    Greet();
                    break;
                case LinkState.Unfit:
                    break;
                case LinkState.Describing or LinkState.Reading when Passed(_since) > Patience:
                    Greet();
                    break;
                default:
                    if (_state == LinkState.Up && Passed(_heard) >= _failsafe) Fail("the controller board is silent");
                    else Beat();
                    break;
            }
        }

        drop?.Invoke();
    }

    // A runtime that takes no events does not look after its cars: let the board do it.
    private void Beat()
    {
        if (RuntimeHangs)
        {
            Report("the station does not take what the board tells; it gets no heartbeat");
            return;
        }

        Send(CommandLines.Beat());
        SayAgain();
    }

    private void Greet()
    {
        Enter(LinkState.Greeting);
        _splitter.Reset();
        _clock.Reset();
        _output?.TrySend("\n"u8.ToArray()); // Parts the greeting from whatever was on the way.
        Send(CommandLines.Hello());
    }

    private void Take(BoardLine line)
    {
        try
        {
            if (_state is LinkState.Greeting or LinkState.Unfit)
            {
                if (line.Verb == "hello" && _state == LinkState.Greeting) OnHello(line);
                return;
            }

            _heard = _time.GetTimestamp();
            if (line.Number != _expected) OnGap(line.Number);
            _expected = BoardLine.Next(line.Number);
            if (!Act(line)) Refuse(BadLine.Unknown, line.Verb);
        }
        catch (LineContentException wrong)
        {
            Refuse(BadLine.Content, wrong.Message);
        }
    }

    private void OnHello(BoardLine line)
    {
        var protocol = line.Int("protocol", 1, int.MaxValue);
        _heard = _time.GetTimestamp();
        _expected = BoardLine.Next(line.Number);
        if (protocol != CommandLines.Protocol)
        {
            BeUnfit($"the board speaks protocol {protocol}, this program {CommandLines.Protocol}");
            return;
        }

        _failsafe = TimeSpan.FromMilliseconds(line.Int("failsafe", 2_000, 60_000));
        _clock.Stamp(line.BoardStamp());
        Enter(LinkState.Describing);
        AskWhatItIs();
    }

    private bool Act(BoardLine line)
    {
        switch (line.Verb)
        {
            case "hello":
                return true; // The answer to a greeting that was said twice.
            case "beat":
                _clock.Stamp(line.BoardStamp());
                if (line.Flag("safe") && _state == LinkState.Up) Fail("the controller board made itself safe");
                return true;
            case "done" or "refused" or "late":
                Answer(line);
                return true;
            default:
                return TakeState(line);
        }
    }

    private void BeUnfit(string why)
    {
        Report($"{why}; it is asked again every {Patience.TotalSeconds} s");
        Enter(LinkState.Unfit);
    }

    // Up or on the way there, and the board is not to be relied upon any more.
    private void Fail(string why)
    {
        Lose(why);
        Greet();
    }

    private void Lose(string why)
    {
        Abandon();
        Report(why);
        RaiseLinkFault(why);
    }

    private void OnGap(uint number)
    {
        _missed++;
        _note(string.Create(CultureInfo.InvariantCulture, $"board: a line is missing before {number}; its state is read anew"));
        if (_state == LinkState.Up) ReadState();
        else _gapWhileReading = true;
    }

    private void Refuse(BadLine bad, string? what)
    {
        _bad = _bad.Plus(bad);
        if (what is not null && _bad.All == 1) _note($"board: {what}");
    }

    private void NoteBadLines()
    {
        if (_bad.All == _badNoted || (_badNoted > 0 && Passed(_lastBadNote) < NotePeriod)) return;
        (_badNoted, _lastBadNote) = (_bad.All, _time.GetTimestamp());
        _note($"board: lines not acted upon so far: {_bad}");
    }

    private void Enter(LinkState state)
    {
        _state = state;
        _since = _time.GetTimestamp();
    }

    private bool Send(BoardLine line)
    {
        line.Number = _sent = BoardLine.Next(_sent);
        return _output?.TrySend(line) ?? false;
    }

    private TimeSpan Passed(long since) => _time.GetElapsedTime(since);
}
