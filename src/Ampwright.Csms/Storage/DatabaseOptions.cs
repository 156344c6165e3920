namespace Ampwright.Csms.Storage;

internal sealed record DatabaseOptions
{
    public required DatabaseLocation Location { get; init; }

    /// <summary>How many units of work one database transaction takes at most.</summary>
    public int UnitsPerCommit { get; init; } = 512;

    /// <summary>How many units may wait for the writer before those who bring more have to wait.</summary>
    public int WaitingUnits { get; init; } = 8192;

    /// <summary>SQLite: bytes of write-ahead log after which a checkpoint is due.</summary>
    public long CheckpointBytes { get; init; } = 4 << 20;

    /// <summary>PostgreSQL: connections for reading.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Told after each COMMIT: how many units it held, and how long it took from the first of them on.</summary>
    public Action<int, TimeSpan>? Committed { get; init; }

    /// <summary>Told of a part of a unit that failed and was left out, see <see cref="WriteUnit.Try"/>.</summary>
    public Action<Exception, string>? PartFailed { get; init; }

    /// <summary>Told when the store begins to take nothing, and why.</summary>
    public Action<StorageException>? Refused { get; init; }

    /// <summary>Told when it takes again: after which time, and how many units were refused.</summary>
    public Action<TimeSpan, long>? TakesAgain { get; init; }

    /// <summary>Runs on the writer just before each COMMIT; tests make a commit fail by throwing here.</summary>
    public Action? BeforeCommit { get; init; }
}
