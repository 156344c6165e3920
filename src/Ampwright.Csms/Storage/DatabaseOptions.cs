namespace Ampwright.Csms.Storage;

internal sealed record DatabaseOptions
{
    /// <summary>The database file; its folder is created. SQLite puts the write-ahead log beside it.</summary>
    public required string Path { get; init; }

    /// <summary>How many units of work one database transaction takes at most.</summary>
    public int UnitsPerCommit { get; init; } = 512;

    /// <summary>How many units may wait for the writer before those who bring more have to wait.</summary>
    public int WaitingUnits { get; init; } = 8192;

    /// <summary>Bytes of write-ahead log after which a checkpoint is due.</summary>
    public long CheckpointBytes { get; init; } = 4 << 20;

    /// <summary>Runs on the writer just before each COMMIT; tests make a commit fail by throwing here.</summary>
    public Action? BeforeCommit { get; init; }
}
