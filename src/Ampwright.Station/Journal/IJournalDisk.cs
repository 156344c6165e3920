namespace Ampwright.Station.Journal;

/// <summary>
/// The folder a journal lives in. What was written, created or renamed is sure to be there after a power cut only once
/// <see cref="IJournalFile.Sync"/> or <see cref="SyncFolder"/> has returned. Every member throws <see cref="IOException"/>
/// (disk full, read-only, device error).
/// </summary>
public interface IJournalDisk
{
    /// <summary>Opens a file for reading and writing, creating it when it is not there.</summary>
    IJournalFile Open(string name);

    /// <summary>Gives a file another name; the new name is free.</summary>
    void Rename(string from, string to);

    /// <summary>The names of all files, in no order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Makes creations and renames durable.</summary>
    void SyncFolder();
}
