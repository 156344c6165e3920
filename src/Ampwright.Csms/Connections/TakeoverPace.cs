using System.Collections.Concurrent;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Lets the newcomers of one station in one after the other, and no two takeovers closer together than the pause: two peers with the same
/// credentials that fight for one identity get one turn a second.
/// </summary>
internal sealed class TakeoverPace(TimeSpan pause, TimeProvider time)
{
    private readonly ConcurrentDictionary<long, Gate> _gates = new();

    /// <summary>Waits for the turn; dispose what it returns once the newcomer holds the lease.</summary>
    public async Task<IDisposable> EnterAsync(long stationId, Func<bool> isTakeover, CancellationToken cancel)
    {
        var gate = _gates.GetOrAdd(stationId, static _ => new Gate());
        await gate.Turn.WaitAsync(cancel);
        try
        {
            if (isTakeover())
            {
                if (gate.Last is { } last && pause - time.GetElapsedTime(last) is { Ticks: > 0 } left) await Task.Delay(left, time, cancel);
                gate.Last = time.GetTimestamp();
            }
            return gate;
        }
        catch
        {
            gate.Turn.Release();
            throw;
        }
    }

    private sealed class Gate : IDisposable
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public long? Last { get; set; }

        public void Dispose() => Turn.Release();
    }
}
