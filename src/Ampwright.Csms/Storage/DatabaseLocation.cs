namespace Ampwright.Csms.Storage;

/// <summary>Where the store is: a file of SQLite, or a database of a PostgreSQL server.</summary>
internal abstract record DatabaseLocation;

/// <param name="Path">The database file; its folder is created. SQLite puts the write-ahead log beside it.</param>
internal sealed record SqliteFile(string Path) : DatabaseLocation
{
    public override string ToString() => Path;
}
