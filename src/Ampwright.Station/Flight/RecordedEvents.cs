using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight;

/// <summary>The hardware's events, one at a time: the next one is handed out when all that follows from the last is done.</summary>
internal sealed class RecordedEvents(RecordedLife life, ChannelReader<HardwareEvent> events) : ChannelReader<HardwareEvent>
{
    private bool _next;

    public override bool TryRead([MaybeNullWhen(false)] out HardwareEvent item)
    {
        item = null;
        if (!_next || !events.TryRead(out item)) return false;
        _next = false;
        life.Arrived(new FlightLine { Kind = FlightKind.Event, Event = item });
        return true;
    }

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => new(WaitAsync(cancellationToken));

    private async Task<bool> WaitAsync(CancellationToken cancel)
    {
        if (!await events.WaitToReadAsync(cancel)) return false;
        await life.Loop.WhenSettled();
        return _next = true;
    }
}
