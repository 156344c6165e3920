namespace Ampwright.Csms.Drivers;

/// <summary>What came of a change by a person.</summary>
internal enum Outcome
{
    Done,
    NotFound,
    ChangedMeanwhile,
    NameTaken,

    /// <summary>Something else still names it.</summary>
    InUse,
}
