namespace Ampwright.Csms.TransportSecurity;

/// <summary>A connection's place among those that have not come to a request yet; given back once, by whatever happens first.</summary>
internal sealed class ConnectionSlot : IDisposable
{
    private readonly Action _leave;
    private readonly ITimer _deadline;
    private int _left;

    public ConnectionSlot(Action leave, Action drop, TimeSpan patience, TimeProvider time)
    {
        _leave = leave;
        _deadline = time.CreateTimer(_ => drop(), null, patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A request has come.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) != 0) return;
        _deadline.Dispose();
        _leave();
    }
}
