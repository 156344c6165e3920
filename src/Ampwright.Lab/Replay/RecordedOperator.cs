using Ampwright.Lab.Operation;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Replay;

/// <summary>The hands of a recorded run: an action ends when it ended then, and is refused where it was refused.</summary>
internal sealed class RecordedOperator(VirtualTime time) : IStationOperator
{
    /// <summary>The ends of the actions of the case in hand, in order.</summary>
    public Queue<TraceLine> Ends { get; } = [];

    public async Task DoAsync(StationAction action, int connector, string? tag)
    {
        if (!Ends.TryDequeue(out var end)) throw new OperatorException($"The recorded run has no {action} here.");
        await time.ReachAsync(end.Since);
        if (end.Text("refused") is { Length: > 0 } why) throw new OperatorException(why);
    }
}
