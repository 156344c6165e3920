namespace Ampwright.Station.Journal;

/// <summary>A record to be written into a snapshot.</summary>
/// <param name="Version">Layout of the payload, counted per type.</param>
public readonly record struct JournalEntry(JournalRecordType Type, byte Version, ReadOnlyMemory<byte> Payload);
