using System.Collections.Immutable;

namespace Ampwright.Csms.Events;

/// <summary>
/// Hands each change, once durable, to all who listen, in the order of the sequence numbers. A listener who falls behind is
/// cut off, not waited for: he resumes from <see cref="EventLog.AfterAsync"/> with the last number he saw.
/// </summary>
#pragma warning disable CA1001 // Who holds its tokens may read them for as long as he likes: the source is never disposed.
internal sealed class EventHub
#pragma warning restore CA1001
{
    private ImmutableArray<EventSubscription> _subscriptions = [];
    private CancellationTokenSource _access = new();

    /// <summary>Cancelled as soon as an account, API token or session has been changed, before any later change is handed to anybody.</summary>
    public CancellationToken AccessUnchanged => Volatile.Read(ref _access).Token;

    /// <param name="capacity">How many events may wait before the subscription ends as lagging.</param>
    public EventSubscription Subscribe(int capacity = 1024)
    {
        var subscription = new EventSubscription(this, capacity);
        ImmutableInterlocked.Update(ref _subscriptions, (all, added) => all.Add(added), subscription);
        return subscription;
    }

    /// <summary>Called by the writer only, after the commit.</summary>
    public void Publish(RecordedEvent recorded)
    {
        foreach (var subscription in _subscriptions) subscription.Offer(recorded);
    }

    /// <summary>Called by the writer only, after the commit and before the unit's changes are published.</summary>
    public void AccessChanged()
    {
        // What hangs on it runs elsewhere.
        _ = Interlocked.Exchange(ref _access, new CancellationTokenSource()).CancelAsync();
    }

    internal void Remove(EventSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, (all, removed) => all.Remove(removed), subscription);
}
