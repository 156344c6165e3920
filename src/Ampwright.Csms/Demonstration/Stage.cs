namespace Ampwright.Csms.Demonstration;

/// <summary>
/// Has the acts of a story happen one after the other in the order of time. An act runs until it names the instant at which it goes on; the clock is
/// moved to the next instant that any of them waits for.
/// </summary>
internal sealed class Stage(StoryClock clock)
{
    private readonly PriorityQueue<IAsyncEnumerator<DateTimeOffset>, (DateTimeOffset At, int Order)> _acts = new();
    private readonly List<IAsyncEnumerator<DateTimeOffset>> _new = [];
    private int _order;

    public void Add(IAsyncEnumerable<DateTimeOffset> act) => _new.Add(act.GetAsyncEnumerator());

    /// <summary>Until all acts are over.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        foreach (var act in _new) await GoOnAsync(act);
        _new.Clear();
        while (_acts.TryDequeue(out var act, out var when))
        {
            stop.ThrowIfCancellationRequested();
            clock.MoveTo(when.At);
            await GoOnAsync(act);
        }
    }

    private async Task GoOnAsync(IAsyncEnumerator<DateTimeOffset> act)
    {
        if (await act.MoveNextAsync()) _acts.Enqueue(act, (act.Current, _order++));
        else await act.DisposeAsync();
    }
}
