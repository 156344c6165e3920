using System.Collections.Immutable;

namespace Ampwright.Csms.Events;

/// <summary>
/// Hands each change, once durable, to all who listen, in the order of the sequence numbers. A listener who falls behind is
/// cut off, not waited for: he resumes from <see cref="EventLog.AfterAsync"/> with the last number he saw.
/// </summary>
internal sealed class EventHub
{
    private ImmutableArray<EventSubscription> _subscriptions = [];

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

    internal void Remove(EventSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, (all, removed) => all.Remove(removed), subscription);
}
