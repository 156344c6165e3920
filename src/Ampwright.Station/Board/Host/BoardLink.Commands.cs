using System.Globalization;
using Ampwright.Station.Board.Lines;

namespace Ampwright.Station.Board.Host;

internal sealed partial class BoardLink
{
    /// <summary>Commands that may wait for their answers at one time.</summary>
    public const int MostPending = 64;

    /// <summary>How long the board may take for what moves nothing.</summary>
    private static readonly TimeSpan QuickDeadline = TimeSpan.FromSeconds(5);

    private readonly Dictionary<uint, PendingCommand> _pending = [];

    private readonly Dictionary<string, uint> _newest = [];

    /// <summary>What the runtime last asked of each kind, to be said again to a board that was away.</summary>
    private readonly Dictionary<string, BoardLine> _wanted = [];

    /// <summary>Asks the board for something and completes when it has answered.</summary>
    /// <param name="kind">The verb and what it is about; the newest of a kind is what the runtime wants.</param>
    /// <param name="outcome">Makes the outcome of the answer; of null when there is none, or no link.</param>
    public ValueTask<TOutcome> AskAsync<TOutcome>(string kind, BoardLine line, TimeSpan deadline, Func<BoardLine?, TOutcome> outcome)
    {
        lock (_gate)
        {
            _wanted[kind] = line;
            if (_state != LinkState.Up) return new(outcome(null));
            var completion = new TaskCompletionSource<TOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            Command(kind, line, deadline, answer => completion.TrySetResult(Read(outcome, answer)));
            return new(completion.Task);
        }
    }

    /// <summary>Asks the board to show something; nobody waits for it.</summary>
    public void Show(string kind, BoardLine line)
    {
        lock (_gate)
        {
            _wanted[kind] = line;
            if (_state == LinkState.Up) Command(kind, line, QuickDeadline, static _ => { });
        }
    }

    /// <summary>Asks the board to start anew; the stream is expected to break.</summary>
    public bool Reset()
    {
        lock (_gate) return _state == LinkState.Up && Send(CommandLines.Reset());
    }

    private void Command(string kind, BoardLine line, TimeSpan deadline, Action<BoardLine?> finish)
    {
        if (_pending.Count >= MostPending || !Send(line))
        {
            finish(null);
            return;
        }

        var command = new PendingCommand(line.Number, kind, line.ToBytes(), finish) { SentAt = _time.GetTimestamp() };
        _pending.Add(line.Number, command);
        _newest[kind] = line.Number;
        command.Deadline = _time.CreateTimer(_ => OnDeadline(command.Number), null, deadline, Timeout.InfiniteTimeSpan);
    }

    private void OnDeadline(uint number)
    {
        lock (_gate) Finish(number, null);
    }

    private void Answer(BoardLine answer) => Finish(CommandLines.CommandOf(answer), answer);

    // An answer that nobody waits for came after its deadline, or twice.
    private void Finish(uint number, BoardLine? answer)
    {
        if (!_pending.Remove(number, out var command)) return;
        command.Deadline?.Dispose();
        command.Finish(answer);
    }

    /// <summary>A command whose line was lost would wait in vain: what is not answered is said again, if nothing newer of its kind was.
    /// Commands say how things shall be, so the board can hear one twice.</summary>
    private void SayAgain()
    {
        foreach (var command in _pending.Values)
        {
            if (Passed(command.SentAt) < Tick || _newest[command.Kind] != command.Number) continue;
            command.SentAt = _time.GetTimestamp();
            _output?.TrySend(command.Line);
        }
    }

    /// <summary>Nothing that is under way will be answered.</summary>
    private void Abandon()
    {
        foreach (var number in _pending.Keys.ToList()) Finish(number, null);
    }

    private TOutcome Read<TOutcome>(Func<BoardLine?, TOutcome> outcome, BoardLine? answer)
    {
        try
        {
            return outcome(answer);
        }
        catch (LineContentException wrong)
        {
            Refuse(BadLine.Content, wrong.Message);
            return outcome(null);
        }
    }

    /// <summary>The link is back: the board is told what the runtime last wanted, but for what only the runtime may give again.</summary>
    private void RestoreWishes()
    {
        foreach (var (kind, line) in _wanted.OrderBy(wish => wish.Value.Verb == "permit" ? 0 : 1).ThenBy(wish => wish.Key, StringComparer.Ordinal).ToList())
        {
            var state = line["c"] is { } number ? _connectors[int.Parse(number, CultureInfo.InvariantCulture) - 1].State : null;
            var say = line.Verb switch
            {
                "permit" => line["on"] == "0" && state!.EnergyPermitted,
                "lock" => false,
                "unlock" => state!.Lock != Hardware.LockState.Unlocked,
                _ => true,
            };
            if (say) Command(kind, line, QuickDeadline, static _ => { });
        }
    }
}
