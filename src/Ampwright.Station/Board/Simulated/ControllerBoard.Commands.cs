using System.Globalization;
using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Simulated;

public sealed partial class ControllerBoard
{
    /// <summary>Commands that may be under way at one time.</summary>
    private const int MostCommands = 64;

    private readonly List<CommandUnderWay> _commands = [];

    private bool Act(BoardLine line)
    {
        switch (line.Verb)
        {
            case "hello":
                Greet(line);
                return true;
            case "beat":
                if (_working) _failSafe.Change(FailSafe, Timeout.InfiniteTimeSpan);
                return true;
            case "describe" or "snapshot" or "permit" or "offer" or "lock" or "unlock" or "service" or "light" or "show" or "reset":
                if (!_working) Send(CommandLines.Refused(line.Number, "nohello"));
                else Carry(line);
                return true;
            default:
                return false;
        }
    }

    // The state stays as it is: a runtime that starts anew in time takes a charging car over.
    private void Greet(BoardLine line)
    {
        var speaks = line.Int("protocol", 1, int.MaxValue) == CommandLines.Protocol;
        TellEvents();
        if (speaks)
        {
            _working = true;
            _failSafe.Change(FailSafe, Timeout.InfiniteTimeSpan);
        }

        Send(new BoardLine("hello").With("n", line.Number).With("t", Now()).With("protocol", CommandLines.Protocol)
            .With("failsafe", (long)FailSafe.TotalMilliseconds));
    }

    private void Carry(BoardLine line)
    {
        TellEvents();
        switch (line.Verb)
        {
            case "describe":
                foreach (var one in BoardFacts.Of(_port, _plate).ToLines()) Send(one);
                Send(CommandLines.Done(line.Number));
                break;
            case "snapshot":
                TellSnapshot(line.Number);
                break;
            case "reset":
                MakeSafe();
                ResetRequested?.Invoke();
                break;
            case "light":
                _port.Indicators.Show(At(line).Facts.Number, line.Choice<IndicatorState>("show"));
                Send(CommandLines.Done(line.Number));
                break;
            case "show":
                var reader = line.Int("r", 1, BoardFacts.MostReaders);
                if (reader > _port.Readers.Count) throw new LineContentException($"There is no reader {reader}.");
                _port.Readers[reader - 1].Show(line.Choice<ReaderMessage>("message"), line.Text("text"));
                Send(CommandLines.Done(line.Number));
                break;
            default:
                if (_commands.Count >= MostCommands) Send(CommandLines.Refused(line.Number, "busy"));
                else Begin(Move(line));
                break;
        }
    }

    private CommandUnderWay Move(BoardLine line)
    {
        var (connector, number) = (At(line), line.Number);
        return line.Verb switch
        {
            "permit" => CommandUnderWay.Of(number, connector.PermitEnergyAsync(line.Flag("on"), line.Deadline())),
            "service" => CommandUnderWay.Of(number, connector.SetInServiceAsync(line.Flag("on"), line.Deadline())),
            "offer" => CommandUnderWay.Of(number, connector.SetOfferAsync(CommandLines.OfferOf(line), line.Deadline())),
            "lock" => CommandUnderWay.Of(number, connector.LockAsync(line.Deadline())),
            _ => CommandUnderWay.Of(number, connector.UnlockAsync(line.Deadline())),
        };
    }

    private void Begin(CommandUnderWay command)
    {
        _commands.Add(command);
        if (command.Task.IsCompleted) Work();
        else _ = command.Task.ContinueWith(_ => HasWork?.Invoke(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void TellOutcomes()
    {
        foreach (var over in _commands.Where(command => command.Task.IsCompleted).ToList())
        {
            _commands.Remove(over);
            Send(over.Answer());
        }
    }

    /// <summary>The state of everything at one instant: nothing comes between its lines. What is derated follows as news.</summary>
    private void TellSnapshot(uint number)
    {
        var snapshot = _port.ReadSnapshot();
        foreach (var at in snapshot.Connectors)
        {
            Send(StateLines.Meter(Micros(at.Meter.Stamp), at.Number, at.Meter));
            Send(StateLines.State(Micros(snapshot.Stamp), at));
        }

        foreach (var fault in snapshot.Faults) Send(StateLines.Fault("fault", Micros(snapshot.Stamp), fault));
        Send(CommandLines.Done(number));
        foreach (var derating in _deratings)
            if (derating is not null) Send(EventLines.Write(derating, Now()));
    }

    private IConnectorPort At(BoardLine line)
    {
        var number = line.Connector();
        return number <= _port.Connectors.Count
            ? _port.Connectors[number - 1]
            : throw new LineContentException(string.Create(CultureInfo.InvariantCulture, $"There is no connector {number}."));
    }
}
