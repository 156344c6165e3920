namespace Ampwright.Station.Journal;

/// <summary>A journal just opened.</summary>
/// <param name="Replay">Every known record, in the order written; all of them durable.</param>
public sealed record JournalOpening(StationJournal Journal, IReadOnlyList<JournalRecord> Replay, JournalHealth Health);
