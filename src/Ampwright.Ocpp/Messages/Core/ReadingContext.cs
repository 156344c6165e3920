namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Why a value was taken. OCPP 1.6 ed. 2 §7.35.</summary>
public enum ReadingContext
{
    [Spelling("Interruption.Begin")]
    InterruptionBegin,
    [Spelling("Interruption.End")]
    InterruptionEnd,
    Other,

    /// <summary>At a multiple of the interval since midnight.</summary>
    [Spelling("Sample.Clock")]
    SampleClock,

    /// <summary>At the interval since the transaction's start. The default.</summary>
    [Spelling("Sample.Periodic")]
    SamplePeriodic,

    [Spelling("Transaction.Begin")]
    TransactionBegin,
    [Spelling("Transaction.End")]
    TransactionEnd,

    /// <summary>Asked for by TriggerMessage.</summary>
    Trigger,
}
