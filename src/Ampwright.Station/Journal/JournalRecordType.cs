namespace Ampwright.Station.Journal;

/// <summary>
/// What a journal record is about. The numbers are on disk: never change or reuse one. To add a record: give it the next free
/// number from 16 on, start its version at 1 and raise that whenever the payload's layout changes. 0 to 15 belong to the journal.
/// </summary>
public enum JournalRecordType : byte
{
    /// <summary>Written after a sync: everything before it was durable.</summary>
    SyncMark = 0,

    /// <summary>Opens a slot, twice over; carries its generation.</summary>
    SlotHeader = 1,

    /// <summary>The snapshot that a slot begins with is whole.</summary>
    SnapshotEnd = 2,

    /// <summary>One thing the station has to remember, as JSON.</summary>
    Fact = 16,

    /// <summary>A part of everything the station remembers, as JSON; stands in snapshots.</summary>
    State = 17,
}
