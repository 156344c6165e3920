using System.Threading.Channels;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

internal sealed partial class BoardLink
{
    /// <summary>Events that may wait for the runtime before the board gets no heartbeat any more.</summary>
    public const int MostUnread = 1_024;

    /// <summary>How long an event may wait for the runtime.</summary>
    public static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(10);

    /// <summary>A meter that was not told for so long is stale.</summary>
    public static readonly TimeSpan LongestMeterSilence = TimeSpan.FromSeconds(30);

    private const int MostAttempts = 5;
    private readonly Channel<HardwareEvent> _events = Channel.CreateUnbounded<HardwareEvent>();
    private readonly StationFacts _declared;
    private readonly ConnectorMirror[] _connectors;
    private readonly List<HardwareFault> _faults = [];
    private List<BoardLine>? _reading;
    private BoardFacts? _facts;
    private TimeSpan? _failsafe;
    private bool _gapWhileReading;
    private bool _runtimeBegan;

    public ChannelReader<HardwareEvent> Events => _events.Reader;

    private bool RuntimeHangs => _events.Reader.Count > MostUnread
        || (_runtimeBegan && _events.Reader.TryPeek(out var oldest) && Passed(oldest.Stamp) > LongestUnread);

    public IReadOnlySet<MeterQuantity> Quantities(int connector)
    {
        lock (_gate) return _connectors[connector - 1].Quantities;
    }

    public StationSnapshot ReadSnapshot()
    {
        lock (_gate)
        {
            _runtimeBegan = true;
            // Whatever the board still permits when it comes, this life of the runtime did not.
            if (_state != LinkState.Up)
            {
                foreach (var at in _connectors) _wanted[$"permit {at.Facts.Number}"] = CommandLines.Permit(at.Facts.Number, permitted: false, QuickDeadline);
            }

            return Look(_clock.SnapshotStamp());
        }
    }

    /// <summary>The same for whoever only looks on.</summary>
    public StationSnapshot Look()
    {
        lock (_gate) return Look(_clock.Now());
    }

    public MeterReading ReadMeter(int connector)
    {
        lock (_gate) return Fresh(_connectors[connector - 1].State.Meter);
    }

    /// <summary>Notes what a command's answer tells of a connector.</summary>
    public void Note(int connector, Func<ConnectorSnapshot, ConnectorSnapshot> change)
    {
        lock (_gate) _connectors[connector - 1].State = change(_connectors[connector - 1].State);
    }

    private StationSnapshot Look(long stamp) =>
        new(stamp, [.. _connectors.Select(at => at.State with { Meter = Fresh(at.State.Meter) })], [.. _faults]);

    private MeterReading Fresh(MeterReading reading) =>
        _state == LinkState.Up && Passed(reading.Stamp) < LongestMeterSilence ? reading : reading with { Quality = MeterQuality.Stale };

    private bool TakeState(BoardLine line)
    {
        switch (line.Verb)
        {
            case "board" or "supply" or "connector" or "state" or "fault":
                if (_reading is { Count: < 256 } reading) reading.Add(line);
                return true;
            case "meter":
                var at = At(line.Connector());
                at.State = at.State with { Meter = StateLines.Meter(line, _clock.Stamp(line.BoardStamp())) };
                return true;
            default:
                if (EventLines.Read(line, 0) is not { } happened) return false;
                // Before the snapshot is there, it will tell.
                if (_state == LinkState.Up) Take(happened with { Stamp = _clock.Stamp(line.BoardStamp()) });
                return true;
        }
    }

    private void Take(HardwareEvent happened)
    {
        switch (happened)
        {
            case PilotChanged pilot: Change(pilot.Connector, state => state with { Pilot = pilot.Pilot }); break;
            case CableChanged cable: Change(cable.Connector, state => state with { CableMilliamperes = cable.CableMilliamperes }); break;
            case LockChanged bolt: Change(bolt.Connector, state => state with { Lock = bolt.Lock }); break;
            case ContactorChanged contactor:
                Change(contactor.Connector, state => state with { ContactorClosed = contactor.Closed, ActivePhases = contactor.Closed ? contactor.Phases : 0 });
                break;
            case DeratingChanged derating: At(derating.Connector); break;
            case StartButtonPressed button: At(button.Connector); break;
            case StopButtonPressed button: At(button.Connector); break;
            case CardSeen card when card.Reader > _declared.Readers: throw new LineContentException($"There is no reader {card.Reader}.");
            case FaultRaised raised:
                if (raised.Fault.Connector is { } number) At(number);
                Stand(raised.Fault);
                break;
            case FaultCleared cleared: _faults.RemoveAll(fault => fault.Id == cleared.Fault.Id); break;
            default: break;
        }

        Publish(happened);
    }

    private void Publish(HardwareEvent happened)
    {
        // A runtime that left thousands unread is dead, and the board safe by now.
        if (_events.Reader.Count >= (happened is FaultRaised or FaultCleared ? 8 : 4) * MostUnread) return;
        _events.Writer.TryWrite(happened);
    }

    private void AskWhatItIs()
    {
        (_reading, _gapWhileReading) = ([], false);
        Command("describe", CommandLines.Describe(), QuickDeadline, answer =>
        {
            if (_state != LinkState.Describing || Collected(answer) is not { } lines) return;
            var facts = Try(() => BoardFacts.From(lines));
            if (facts is null) return; // Asked again after a while.
            if (facts.DifferenceFrom(_declared) is { } difference)
            {
                BeUnfit($"the board {facts.Plate} does not fit this station: {difference}");
                return;
            }

            _facts = facts;
            for (var index = 0; index < _connectors.Length; index++) _connectors[index].Quantities = facts.Quantities[index];
            Enter(LinkState.Reading);
            ReadState();
        });
    }

    private void ReadState(int attempt = 1)
    {
        // One under way that misses a line is asked for again when it is answered.
        _gapWhileReading = _pending.Values.Any(command => command.Kind == "snapshot");
        if (_gapWhileReading) return;
        _reading = [];
        Command("snapshot", CommandLines.Snapshot(), QuickDeadline, answer =>
        {
            if (_state is not (LinkState.Reading or LinkState.Up)) return;
            if (Collected(answer) is { } lines && Try(() => Apply(lines))) return;
            if (answer is not null && attempt < MostAttempts) ReadState(attempt + 1);
            else if (_state == LinkState.Up) Fail("the controller board does not tell its state");
            else Greet();
        });
    }

    /// <summary>The lines that came before the answer, if none of them was lost.</summary>
    private List<BoardLine>? Collected(BoardLine? answer)
    {
        var lines = _reading;
        _reading = null;
        return answer is { Verb: "done" } && !_gapWhileReading ? lines : null;
    }

    /// <summary>
    /// Takes a snapshot: 1 what it tells differently is news, 2 the link is up, its fault over, 3 the board hears what the runtime wants.
    /// </summary>
    private bool Apply(List<BoardLine> lines)
    {
        var states = new Dictionary<int, ConnectorSnapshot>();
        foreach (var line in lines.Where(line => line.Verb == "state"))
            states[line.Connector()] = StateLines.State(line, At(line.Connector()).State.Meter);
        var faults = lines.Where(line => line.Verb == "fault").Select(StateLines.Fault).ToList();
        if (states.Count != _connectors.Length) return false;

        // 1
        var stamp = _clock.Now();
        var lost = false;
        foreach (var at in _connectors)
        {
            var (before, now) = (at.State, states[at.Facts.Number]);
            lost |= before.EnergyPermitted && !now.EnergyPermitted;
            at.State = now;
            foreach (var news in News(stamp, before, now)) Publish(news);
        }

        foreach (var over in _faults.Where(fault => fault.Id != LinkFaultId && faults.TrueForAll(one => one.Id != fault.Id)).ToList()) Clear(over);
        foreach (var fault in faults.Where(fault => !_faults.Exists(one => one.Id == fault.Id))) Raise(fault);

        // 2
        if (lost) RaiseLinkFault("the controller board took a permission back");
        _trouble = null;
        if (_state != LinkState.Up) _note($"board: {_facts!.Plate} is there");
        Enter(LinkState.Up);
        foreach (var fault in _faults.Where(fault => fault.Id == LinkFaultId).ToList()) Clear(fault);
        _firstUp.TrySetResult();

        // 3
        RestoreWishes();
        return true;
    }

    private static IEnumerable<HardwareEvent> News(long stamp, ConnectorSnapshot before, ConnectorSnapshot now)
    {
        if (now.ContactorClosed != before.ContactorClosed || now.ActivePhases != before.ActivePhases)
            yield return new ContactorChanged(stamp, now.Number, now.ContactorClosed, now.ActivePhases);
        if (now.Pilot != before.Pilot) yield return new PilotChanged(stamp, now.Number, now.Pilot);
        if (now.CableMilliamperes != before.CableMilliamperes) yield return new CableChanged(stamp, now.Number, now.CableMilliamperes);
        if (now.Lock != before.Lock) yield return new LockChanged(stamp, now.Number, now.Lock);
    }

    private TOutcome? Try<TOutcome>(Func<TOutcome> read)
    {
        try
        {
            return read();
        }
        catch (LineContentException wrong)
        {
            Refuse(BadLine.Content, wrong.Message);
            return default;
        }
    }

    private ConnectorMirror At(int connector) => connector <= _connectors.Length
        ? _connectors[connector - 1]
        : throw new LineContentException($"There is no connector {connector}.");

    private void Change(int connector, Func<ConnectorSnapshot, ConnectorSnapshot> change)
    {
        var at = At(connector);
        at.State = change(at.State);
    }
}
