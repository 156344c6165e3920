namespace Ampwright.Csms.Reconciliation;

/// <summary>Why a case was closed. The names are on disk and in the API.</summary>
internal enum CaseReason
{
    /// <summary>A person: what is recorded is right.</summary>
    BillAsRecorded,

    /// <summary>A person: it is not to be billed.</summary>
    DoNotBill,

    /// <summary>A person: an orphan that concerns nobody.</summary>
    Ignored,

    /// <summary>A ghost ended at the last reading that is known of it.</summary>
    LastReading,

    /// <summary>A ghost of which no reading is known: nothing to bill.</summary>
    NothingMetered,

    /// <summary>The station's own stop came after all.</summary>
    StationStopped,

    /// <summary>A duplicate that says exactly what the first one says.</summary>
    ExactCopy,

    /// <summary>Bound without the id, and nothing else is wrong with it.</summary>
    OnlyFit,

    /// <summary>An overlap that is none any more: the other one had ended before.</summary>
    OtherEnded,

    /// <summary>Meter values alone bill nothing.</summary>
    NoBillingEffect,
}
