namespace Ampwright.Station.Journal;

/// <summary>
/// The disk refused a write or a sync. Nothing since the last good <see cref="StationJournal.Sync"/> is sure to be kept, so nothing of it may
/// be acknowledged. The journal takes no more records until a <see cref="StationJournal.Compact"/> has written everything anew.
/// </summary>
public sealed class JournalFailedException(IOException cause)
    : IOException($"The journal cannot be written: {cause.Message}", cause);
