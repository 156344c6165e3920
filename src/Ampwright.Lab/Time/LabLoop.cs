using System.Collections.Concurrent;

namespace Ampwright.Lab.Time;

/// <summary>
/// The one thread on which a run lives: cases, sockets' events and timers take turns on it, so that nothing in the lab needs a lock and a run
/// under <see cref="VirtualTime"/> is the same every time.
/// </summary>
internal sealed class LabLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _turns = [];
    private readonly VirtualTime? _time;
    private readonly Func<bool> _beside;

    private LabLoop(VirtualTime? time, Func<bool> beside) => (_time, _beside) = (time, beside);

    /// <summary>Runs the work to its end on the calling thread.</summary>
    /// <param name="time">Where given, the clock moves to the next timer whenever nothing else is left to do.</param>
    /// <param name="beside">
    /// Under virtual time, does what somebody else on this thread has to do at this instant, such as a whole station with a loop of its own; false
    /// where that was nothing. The clock stands still meanwhile.
    /// </param>
    /// <exception cref="InvalidOperationException">Under virtual time: the work waits for something that can never come.</exception>
    public static T Run<T>(Func<Task<T>> work, VirtualTime? time = null, Func<bool>? beside = null)
    {
        var loop = new LabLoop(time, beside ?? (() => false));
        var before = Current;
        SetSynchronizationContext(loop);
        try
        {
            var running = work();
            if (time is null) _ = running.ContinueWith(_ => loop.Post(static _ => { }, null), TaskScheduler.Default);
            while (!running.IsCompleted) loop.Turn();
#pragma warning disable VSTHRD002 // It is complete: this takes the outcome and does not wait.
            return running.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _turns.Add((d, state));

    private void Turn()
    {
        if (_time is null)
        {
            var (callback, state) = _turns.Take();
            callback(state);
        }
        else if (_turns.TryTake(out var turn))
        {
            turn.Callback(turn.State);
        }
        else if (!_beside() && !_time.MoveToNextTimer())
        {
            throw new InvalidOperationException("The run waits for something that can never come: no timer is set and nothing is under way.");
        }
    }
}
