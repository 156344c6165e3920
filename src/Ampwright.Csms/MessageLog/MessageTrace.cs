namespace Ampwright.Csms.MessageLog;

/// <summary>What the message log knows of one connection.</summary>
internal sealed class MessageTrace(FrameQueue queue, long stationId, string station, long epoch)
{
    /// <summary>CALLs remembered to tell which action an answer belongs to; either side has one outstanding at a time.</summary>
    private const int RememberedCalls = 32;

    private readonly LinkedList<(FrameDirection Direction, string Id, string Action)> _calls = new();
    private int _lost;

    public long StationId { get; } = stationId;

    public string Station { get; } = station;

    public long Epoch { get; } = epoch;

    public void Received(ReadOnlySpan<byte> frame) => queue.Offer(this, FrameDirection.FromStation, frame);

    public void Sent(ReadOnlySpan<byte> frame) => queue.Offer(this, FrameDirection.ToStation, frame);

    public void CountLost(int frames) => Interlocked.Add(ref _lost, frames);

    public int TakeLost() => Volatile.Read(ref _lost) == 0 ? 0 : Interlocked.Exchange(ref _lost, 0);

    /// <summary>Only the one who stores frames calls this and <see cref="ActionOf"/>.</summary>
    public void Remember(FrameDirection direction, string id, string action)
    {
        _calls.AddFirst((direction, id, action));
        if (_calls.Count > RememberedCalls) _calls.RemoveLast();
    }

    /// <summary>The action of the CALL that an answer going this way belongs to; null when it is not known.</summary>
    public string? ActionOf(FrameDirection direction, string id)
    {
        for (var call = _calls.First; call is not null; call = call.Next)
        {
            if (call.Value.Direction == direction || !string.Equals(call.Value.Id, id, StringComparison.Ordinal)) continue;
            _calls.Remove(call);
            return call.Value.Action;
        }
        return null;
    }
}
