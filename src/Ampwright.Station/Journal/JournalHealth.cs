namespace Ampwright.Station.Journal;

/// <summary>What opening a journal found.</summary>
/// <param name="TornBytes">
/// Bytes at the end that a power cut left half-written and that no sync had covered; cut off. 0 after an orderly end.
/// </param>
/// <param name="Damage">Null when every record that was ever synced is there.</param>
/// <param name="KeptAside">Records of an unknown type or version, in order; each compaction carries them on.</param>
public sealed record JournalHealth(long TornBytes, JournalDamage? Damage, IReadOnlyList<JournalRecord> KeptAside)
{
    public bool Clean => TornBytes == 0 && Damage is null && KeptAside.Count == 0;
}
