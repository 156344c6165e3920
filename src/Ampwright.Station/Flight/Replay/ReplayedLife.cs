using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Journal;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Security;

namespace Ampwright.Station.Flight.Replay;

/// <summary>
/// Lets one recorded life happen again: the real runtime on this thread, with the record for clock, hardware and CSMS.
/// <code>
///  1 the next line came from outside: give it ─► 2 the station settles; each line it writes must be the next of the record ─► 1
/// </code>
/// </summary>
internal sealed class ReplayedLife : IAsyncDisposable
{
    private readonly ReplayScript _script;
    private readonly ReplayedPort _port;
    private readonly ReplayedNetwork _network = new();
    private readonly ReplayedTime _time;
    private readonly ChargingStation _station;

    /// <param name="first">The line the life begins with.</param>
    /// <param name="memory">What the station remembered then.</param>
    public ReplayedLife(FlightLine first, IEnumerable<RawJson> memory, ReplayScript script)
    {
        _script = script;
        var life = first.Life!;
        _time = new ReplayedTime(life.Frequency);
        _time.Set(first);
        _port = new ReplayedPort(script, life);
        _station = new ChargingStation(
            life.Product, life.Options.ToOptions(), _port, Disk(life.Boot, memory), _network, _time, recorder: new FlightRecorder(script.Compare, _time, new FlightSecrets(salt: null)));
    }

    public void Run()
    {
        _station.Loop.Post(_station.Begin);
        while (Settle() && _script.Difference is null && !_script.Ends)
        {
            var next = _script.Next!;
            if (Overdue(next) is { } timer)
            {
                _script.Differ($"the station's timer {timer.Number} fires, due at {timer.Due}; the recorded one did not");
                break;
            }
            var at = _script.At;
            _time.Set(next);
            if (!Give(next))
            {
                _script.Differ(ReplayScript.IsGiven(next.Kind) ? "the station does not wait for this" : "the station does nothing here");
                break;
            }
            if (Settle() && _script.At == at && _script.Difference is null && !_script.Ends) _script.Differ("the station does not take this");
        }
    }

    public ValueTask DisposeAsync() => _station.DisposeAsync();

    /// <summary>Lets the station do all it has to do now; false if its life is over.</summary>
    private bool Settle()
    {
        try
        {
            _station.Loop.RunUntilIdle();
            return true;
        }
        catch (StationLoopException failure)
        {
            if (failure.InnerException is ReplayDifferenceException) return false;
            if (_script.Next is { Kind: FlightKind.Failed } recorded && recorded.Text == failure.InnerException?.Message) _script.Skip();
            else _script.Differ($"the station fails: {failure.InnerException}");
            return false;
        }
    }

    // A timer of a real clock fires late, and what comes before it does may clear it; a second is far beyond both.
    private (int Number, long Due)? Overdue(FlightLine next) => _station.Core.Time is RecordedTime time
        ? time.Waiting.Where(timer => timer.Due + time.TimestampFrequency < next.Mono && !_script.Fires(timer.Number, timer.Due))
            .Select(timer => ((int, long)?)timer).FirstOrDefault()
        : null;

    private bool Give(FlightLine line)
    {
        switch (line.Kind)
        {
            case FlightKind.Event: _port.Raise(line.Event!); return true;
            case FlightKind.Outcome: return _port.Complete(line);
            case FlightKind.Timer: return _time.Fire(line.Number ?? 0);
            case FlightKind.Connected: return _network.Connected(line);
            case FlightKind.NotConnected: return _network.NotConnected(line);
            case FlightKind.Disconnected: return _network.Disconnected(line.Text!);
            case FlightKind.Closed: return _network.Closed();
            case FlightKind.Received: return Receive(line.Frame!.Value.Parse());
            case FlightKind.NoAnswer: return _network.NoAnswer(line);
            case FlightKind.Suspicion: _station.Security.Suspect(Enum.Parse<SecurityEventType>(line.Outcome!), line.Text!); return true;
            case FlightKind.Left: return _network.Left(line.Text!);
            case FlightKind.Limit: _station.Limit(line.Connector ?? 0, line.Milliamperes, line.Text!); return true;
            case FlightKind.DialNow: _station.DialNow(); return true;
            case FlightKind.Stop: _station.Loop.Start(_station.EndAsync); return true;
            default: return false;
        }
    }

    private bool Receive(JsonElement frame)
    {
        InboundCall call;
        try
        {
            if (frame[0].GetInt32() != 2) return _network.Answer(frame);
            call = _network.Call(frame);
        }
        catch (OcppViolationException wrong)
        {
            _script.End($"a frame is not of the standard: {wrong.Message}");
            return true;
        }
        _station.Loop.Start(async () =>
        {
            try
            {
                await _station.Calls.CarryOutAsync(call);
            }
            catch (CallRefusedException)
            {
                // In the record, as the answer.
            }
        });
        return true;
    }

    // A disk as the life before left it, except for what is secret.
    private static MemoryDisk Disk(int boot, IEnumerable<RawJson> memory)
    {
        var disk = new MemoryDisk();
        if (boot <= 1) return disk;
        StationJournal.WriteSnapshot(disk.Open(StationJournal.SlotA), (uint)(boot - 1), 0, 1, memory.Select(part =>
            new JournalEntry(JournalRecordType.State, StationMemory.Version, Encoding.UTF8.GetBytes(part.Text))));
        return disk;
    }
}
