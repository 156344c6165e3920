namespace Ampwright.Csms.Transactions;

/// <summary>What keeps a transaction from being billed unseen. The names are on disk and in the API.</summary>
internal enum TransactionFlag
{
    /// <summary>The same start came again after the transaction had been stopped: a replay, or a station whose clock stands.</summary>
    SuspectDuplicate,

    /// <summary>Two transactions ran on one connector at once.</summary>
    Overlap,

    /// <summary>A second StopTransaction said something else than the first; the first counts.</summary>
    ConflictingStop,

    /// <summary>The stop or a meter value came without the transaction's id and was bound by what else it said.</summary>
    BoundWithoutId,

    /// <summary>A time stamp before 2010 or more than a day ahead.</summary>
    ImplausibleTime,

    /// <summary>The stop is stamped earlier than the start.</summary>
    StopBeforeStart,

    /// <summary>The meter ran backwards.</summary>
    NegativeEnergy,

    /// <summary>More energy than 1 MW could have delivered in the time.</summary>
    ImplausibleEnergy,

    /// <summary>Meter values named another connector than the start.</summary>
    ConnectorMismatch,

    /// <summary>A stop bound without the transaction's id turned out to be, or to be perhaps, another's, and was set aside again.</summary>
    StopWithdrawn,
}
