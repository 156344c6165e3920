namespace Ampwright.Station.Journal;

/// <summary>
/// Durable records were spoilt (bit rot, a failing device, a foreign hand). The file was moved aside whole under
/// <paramref name="File"/>; everything before the first spoilt byte was kept.
/// </summary>
/// <param name="Offset">Where in that file the first unreadable frame begins, bytes.</param>
/// <param name="Beyond">
/// Intact records that lie behind the damage, in order. They are not in the journal any more: what came between is lost, so whoever
/// can use them alone writes them anew.
/// </param>
public sealed record JournalDamage(string File, long Offset, IReadOnlyList<JournalRecord> Beyond);
