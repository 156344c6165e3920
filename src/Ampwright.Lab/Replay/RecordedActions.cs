using Ampwright.Lab.Operation;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Replay;

/// <summary>What was done by hand, at the desk or on the line in a recorded case: an action ends when it ended then, and is refused where it was refused.</summary>
internal sealed class RecordedActions(VirtualTime time)
{
    private readonly Queue<TraceLine> _ends = [];

    /// <summary>A case begins: these are the ends of its actions, in order.</summary>
    public void Begin(IEnumerable<TraceLine> ends)
    {
        _ends.Clear();
        foreach (var end in ends) _ends.Enqueue(end);
    }

    /// <summary>Waits for the recorded end of the action.</summary>
    /// <exception cref="OperatorException">It was refused, or the recorded case does something else here.</exception>
    /// <exception cref="LabException">The connection was refused.</exception>
    public async Task<TraceLine> EndAsync(string action)
    {
        if (!_ends.TryPeek(out var end) || end.Text("action") != action) throw new OperatorException($"The recorded run has no {action} here.");
        _ends.Dequeue();
        await time.ReachAsync(end.Since);
        if (end.Text("refused") is not { Length: > 0 } why) return end;
        throw end.Holds("broke") ? new LabException(why) : new OperatorException(why);
    }

    /// <summary>Whether that is the next action of the recorded case.</summary>
    public bool Next(string action) => _ends.TryPeek(out var end) && end.Text("action") == action;
}
