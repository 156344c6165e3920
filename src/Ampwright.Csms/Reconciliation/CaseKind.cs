namespace Ampwright.Csms.Reconciliation;

/// <summary>What does not add up. The names are on disk and in the API.</summary>
internal enum CaseKind
{
    /// <summary>A start without a stop, though the connector is free or has a newer transaction.</summary>
    Ghost,

    /// <summary>The same session twice.</summary>
    Duplicate,

    /// <summary>The register ran backwards.</summary>
    MeterRollback,

    /// <summary>More energy than the station can deliver in the time.</summary>
    ImpossibleEnergy,

    /// <summary>A transaction message that belongs to no transaction we know.</summary>
    Orphan,

    /// <summary>A second stop said something else.</summary>
    ConflictingStop,

    /// <summary>Two transactions on one connector at once.</summary>
    Overlap,

    /// <summary>Bound to its transaction without the id.</summary>
    BoundWithoutId,

    /// <summary>A clock that was never set, or runs far ahead.</summary>
    ImplausibleTime,

    /// <summary>The stop is stamped before the start.</summary>
    StopBeforeStart,

    /// <summary>Values of another connector.</summary>
    ConnectorMismatch,

    /// <summary>A stop without id that was bound to it turned out to be, perhaps, another's.</summary>
    StopWithdrawn,

    /// <summary>What is stored of it cannot be read, so that no rule could look at it.</summary>
    NotExaminable,
}
