using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Ampwright.Csms.Events;

internal sealed class EventSubscription : IDisposable
{
    private readonly EventHub _hub;
    private readonly Channel<RecordedEvent> _waiting;
    private volatile bool _lagged;

    public EventSubscription(EventHub hub, int capacity)
    {
        _hub = hub;
        _waiting = Channel.CreateBounded<RecordedEvent>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>The subscription ended because its reader was too slow; events after the last one read are in the log.</summary>
    public bool Lagged => _lagged;

    /// <summary>The events from the moment of subscribing on; ends when the subscription is disposed or lags.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(CancellationToken cancel = default) => _waiting.Reader.ReadAllAsync(cancel);

    /// <returns>Whether there are events to read; false once the subscription has ended and all were read.</returns>
    public Task<bool> WaitAsync(CancellationToken cancel = default) => _waiting.Reader.WaitToReadAsync(cancel).AsTask();

    public bool TryRead([MaybeNullWhen(false)] out RecordedEvent recorded) => _waiting.Reader.TryRead(out recorded);

    public void Dispose()
    {
        _hub.Remove(this);
        _waiting.Writer.TryComplete();
    }

    internal void Offer(RecordedEvent recorded)
    {
        if (_waiting.Writer.TryWrite(recorded)) return;
        _lagged = true;
        Dispose();
    }
}
