namespace Ampwright.Station.Journal;

/// <summary>A record as it was read back.</summary>
/// <param name="Boot">The life of the station in which the record was written; that of the compaction for a snapshot's records.</param>
/// <param name="Sequence">Counts up by one per record, over all lives.</param>
/// <param name="Version">Layout of the payload, counted per type.</param>
public sealed record JournalRecord(uint Boot, long Sequence, JournalRecordType Type, byte Version, ReadOnlyMemory<byte> Payload);
