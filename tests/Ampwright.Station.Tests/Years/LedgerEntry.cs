using Ampwright.Station.Memory;

namespace Ampwright.Station.Tests.Years;

/// <summary>A transaction message that the station has committed, and what became of it.</summary>
internal sealed class LedgerEntry(long message, QueuedKind kind, LedgerTransaction transaction, StoredMeterValue? values)
{
    public long Message => message;

    public QueuedKind Kind => kind;

    public LedgerTransaction Transaction => transaction;

    public StoredMeterValue? Values => values;

    /// <summary>Its record outlives a power cut.</summary>
    public bool Durable { get; set; }

    /// <summary>What the CSMS heard first; all that follows must be the same.</summary>
    public string? Content { get; set; }

    /// <summary>Under which message id it came last; null = it has not come yet.</summary>
    public string? MessageId { get; set; }

    /// <summary>The CSMS has it.</summary>
    public bool Taken { get; set; }

    /// <summary>CALLERRORs it was answered with.</summary>
    public int Errors { get; set; }

    /// <summary>How it left the queue.</summary>
    public EntryEnd End { get; set; }

    /// <summary>That it left outlives a power cut.</summary>
    public bool EndDurable { get; set; }

    public override string ToString() => $"{Kind} {Message} of transaction {Transaction.Tx}";
}

internal enum EntryEnd
{
    Waiting,
    Answered,

    /// <summary>After as many CALLERRORs as the configuration allows.</summary>
    GivenUp,

    /// <summary>The queue was full; marked so by the station.</summary>
    Thinned,
}

/// <summary>One session as the station recorded it, and the number the CSMS gave it.</summary>
internal sealed class LedgerTransaction(TransactionStarted started)
{
    public TransactionStarted Started => started;

    public long Tx => started.Tx;

    public TransactionStopped? Stopped { get; set; }

    /// <summary>Null while the CSMS has not heard of it.</summary>
    public int? CsmsId { get; set; }

    /// <summary>The start was given up: what follows carries −1.</summary>
    public bool IsOrphan { get; set; }
}
