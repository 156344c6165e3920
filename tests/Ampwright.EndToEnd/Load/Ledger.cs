using System.Collections.Concurrent;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.EndToEnd.Load;

/// <summary>What all the stations of a load have sent and had answered: the truth that the CSMS is held against.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<LedgerEntry> _entries = new();
    private int _answered;
    private int _retried;
    private int _refused;

    public IReadOnlyList<LedgerEntry> Entries => [.. _entries];

    /// <summary>Transaction messages answered so far, repeats included.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Transaction messages sent again because no answer had come, or to provoke.</summary>
    public int Retried => Volatile.Read(ref _retried);

    /// <summary>Transaction messages answered by an error, because the CSMS could not store them.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public LedgerEntry Open(string station, StartTransactionRequest start)
    {
        var entry = new LedgerEntry(station, start);
        _entries.Enqueue(entry);
        return entry;
    }

    public void CountAnswer() => Interlocked.Increment(ref _answered);

    public void CountRetry() => Interlocked.Increment(ref _retried);

    public void CountRefusal() => Interlocked.Increment(ref _refused);
}
