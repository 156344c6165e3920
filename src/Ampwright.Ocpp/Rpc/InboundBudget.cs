namespace Ampwright.Ocpp.Rpc;

/// <summary>
/// Memory for what many connections have received and not yet answered, shared by all of them. When it is spent, the connection that holds
/// the most ends: whoever announces much and delivers slowly pays for it, never one whose messages are small.
/// </summary>
/// <param name="mostBytes">Bytes that all connections together may hold.</param>
public sealed class InboundBudget(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Account> _holders = [];
    private readonly long _most = mostBytes;
    private long _held;

    /// <summary>Bytes held now.</summary>
    public long Held
    {
        get
        {
            lock (_lock) return _held;
        }
    }

    /// <param name="end">Ends the connection; called once, when it held the most and the budget was spent. Must not block.</param>
    internal Account Open(Action<long> end) => new(this, end);

    /// <summary>What one connection holds.</summary>
    internal sealed class Account(InboundBudget budget, Action<long> end)
    {
        private readonly Action<long> _end = end;
        private long _held;
        private bool _ended;

        public void Take(int bytes)
        {
            Account? most = null;
            long held = 0;
            lock (budget._lock)
            {
                if (_ended) return;
                budget._held += bytes;
                _held += bytes;
                budget._holders.Add(this);
                if (budget._held > budget._most)
                {
                    most = budget._holders.MaxBy(static holder => holder._held)!;
                    held = most.WriteOff();
                }
            }

            most?._end(held);
        }

        public void Give(int bytes)
        {
            lock (budget._lock)
            {
                if (_ended) return;
                budget._held -= bytes;
                _held -= bytes;
                if (_held == 0) budget._holders.Remove(this);
            }
        }

        // It takes a moment until the connection has let go; until then nobody else is to pay for it.
        private long WriteOff()
        {
            var held = _held;
            budget._held -= held;
            budget._holders.Remove(this);
            _held = 0;
            _ended = true;
            return held;
        }
    }
}
