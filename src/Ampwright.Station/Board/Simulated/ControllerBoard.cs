using Ampwright.Station.Board.Lines;
using Ampwright.Station.Board.Streams;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Simulated;

/// <summary>
/// The board's side of the line protocol of docs/board.md, in front of any hardware port; with the simulated one it is a simulated board.
/// <code>
///             hello                        no heartbeat for the fail-safe time, the stream there or not
///  Waiting ───────────► Working ───────────────────────────────────────────────────────────────────► Waiting
///  (safe: contactors open, only heartbeats leave)                                                     contactors opened
/// </code>
/// What it is asked is in ControllerBoard.Commands.cs. Nothing happens by itself but timers: whoever owns it calls <see cref="Work"/> after
/// the port has done something, as <see cref="BoardService"/> does. Safe from any thread.
/// </summary>
public sealed partial class ControllerBoard : IDisposable
{
    public static readonly TimeSpan DefaultFailSafe = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private const int IdleMeterTicks = 10;
    private readonly Lock _gate = new();
    private readonly IStationPort _port;
    private readonly BoardPlate _plate;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly LineSplitter _splitter;
    private readonly ITimer _tick;
    private readonly ITimer _failSafe;
    private readonly DeratingChanged?[] _deratings;
    private LineOutput? _output;
    private bool _working;
    private uint _sent;
    private long _ticks;
    private BadLineCounts _bad = new();
    private bool _disposed;

    /// <param name="port">The hardware; this becomes the one reader of its events.</param>
    /// <param name="failSafe">Without a heartbeat for so long the board makes itself safe: 2 to 60 s; null = <see cref="DefaultFailSafe"/>.</param>
    public ControllerBoard(IStationPort port, BoardPlate plate, TimeProvider time, TimeSpan? failSafe = null)
    {
        FailSafe = failSafe ?? DefaultFailSafe;
        (_port, _plate, _time, _start) = (port, plate, time, time.GetTimestamp());
        _deratings = new DeratingChanged?[port.Connectors.Count];
        _splitter = new LineSplitter(Take, Refuse);
        _tick = time.CreateTimer(_ => OnTick(), null, Tick, Tick);
        _failSafe = time.CreateTimer(_ => OnNoHeartbeat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A command that was under way has an outcome: <see cref="Work"/> tells it. May come from any thread.</summary>
    public Action? HasWork { get; set; }

    /// <summary>The host asks the board to start anew; whoever owns it carries that out. May come from any thread.</summary>
    public Action? ResetRequested { get; set; }

    /// <summary>Without a heartbeat for so long the board makes itself safe.</summary>
    public TimeSpan FailSafe { get; }

    /// <summary>Whether a host has greeted it and beats.</summary>
    public bool IsWorking
    {
        get
        {
            lock (_gate) return _working;
        }
    }

    /// <summary>What it received and did not act upon.</summary>
    public BadLineCounts BadLines
    {
        get
        {
            lock (_gate) return _bad;
        }
    }

    /// <summary>The hardware behind it has lost its power.</summary>
    public bool IsDead => _port.Events.Completion.IsCompleted;

    internal ValueTask<bool> WaitForEventsAsync(CancellationToken stop) => _port.Events.WaitToReadAsync(stop);

    internal void Attach(LineOutput output)
    {
        lock (_gate)
        {
            _output = output;
            _splitter.Reset();
        }
    }

    /// <param name="from">The other direction of the stream it came by: only the newest host is heard.</param>
    internal void Receive(LineOutput from, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_disposed || IsDead || from != _output) return;
            _splitter.Add(bytes);
        }
    }

    /// <summary>Tells what has happened in the hardware, then what commands have come to.</summary>
    public void Work()
    {
        lock (_gate)
        {
            TellEvents();
            TellOutcomes();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _tick.Dispose();
            _failSafe.Dispose();
            _output?.Close();
            _output = null;
            _commands.Clear();
        }
    }

    private void OnTick()
    {
        lock (_gate)
        {
            if (_disposed || IsDead) return;
            _ticks++;
            Work();
            TellBeat();
            if (!_working) return;
            var snapshot = _port.ReadSnapshot();
            foreach (var at in snapshot.Connectors)
                if (at.ContactorClosed || _ticks % IdleMeterTicks == 0) Send(StateLines.Meter(Micros(at.Meter.Stamp), at.Number, at.Meter));
        }
    }

    private void OnNoHeartbeat()
    {
        lock (_gate)
        {
            if (!_working || _disposed || IsDead) return;
            MakeSafe();
        }
    }

    /// <summary>Nobody looks after the cars any more: no permission stands, the contactors open. The bolts stay where they are.</summary>
    private void MakeSafe()
    {
        _working = false;
        _commands.Clear();
        foreach (var connector in _port.Connectors) _ = connector.PermitEnergyAsync(permitted: false, FailSafe).AsTask();
        TellBeat();
    }

    private void TellBeat() => Send(new BoardLine("beat").With("t", Now()).With("safe", !_working).With("bad", _bad.All));

    private void TellEvents()
    {
        while (_port.Events.TryRead(out var happened))
        {
            if (happened is DeratingChanged derating) _deratings[derating.Connector - 1] = derating.Milliamperes is null ? null : derating;
            if (!_working) continue; // The snapshot after the next greeting tells it.
            // The register first: who hears that the energy has stopped knows how much it was.
            if (happened is ContactorChanged contactor) TellMeter(_port.Connectors[contactor.Connector - 1]);
            Send(EventLines.Write(happened, Micros(happened.Stamp)));
        }
    }

    private void TellMeter(IConnectorPort connector)
    {
        var reading = connector.Meter.Read();
        Send(StateLines.Meter(Micros(reading.Stamp), connector.Facts.Number, reading));
    }

    private void Take(BoardLine line)
    {
        try
        {
            if (!Act(line)) Refuse(BadLine.Unknown);
        }
        catch (LineContentException)
        {
            Refuse(BadLine.Content);
        }
    }

    private void Refuse(BadLine bad) => _bad = _bad.Plus(bad);

    // A line that cannot leave is missing in the numbers, and the host reads the state anew.
    private void Send(BoardLine line)
    {
        line.Number = _sent = BoardLine.Next(_sent);
        _output?.TrySend(line);
    }

    private long Now() => Micros(_time.GetTimestamp());

    private long Micros(long stamp) => Math.Max(0, _time.GetElapsedTime(_start, stamp).Ticks / TimeSpan.TicksPerMicrosecond);
}
