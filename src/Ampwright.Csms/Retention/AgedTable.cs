using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Retention;

/// <summary>
/// A table whose rows are numbered as they come, so that the oldest are the first. How large it is, is not counted by those who write: what
/// has come is measured before anything is forgotten, a slice at a time, and each row once.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Id">The column of the number.</param>
/// <param name="At">The column of the instant a row came.</param>
/// <param name="Text">The column that makes up most of a row.</param>
/// <param name="Spared">A condition for rows that stay whatever their age; null: none do.</param>
internal sealed record AgedTable(string Name, string Id, string At, string Text, string? Spared = null)
{
    public const int Slice = 1000;

    // What a row takes beside its text, with its place in the indexes.
    private const int RowBytes = 100;

    public static AgedTable Events { get; } = new("events", "sequence", "at", "content");

    /// <summary>Those of transactions that have not ended stay: their energy is still told by them.</summary>
    public static AgedTable MeterValues { get; } = new("meter_values", "meter_value_id", "received_at", "sampled_values",
        "transaction_id IN (SELECT transaction_id FROM transactions WHERE stop_received_at IS NULL)");

    private string SizeCounter => $"{Name}_bytes";

    private string MeasuredCounter => $"{Name}_measured_to";

    /// <summary>The bytes of all rows measured so far.</summary>
    public long Size(DbConnection connection) => Counter(connection, SizeCounter);

    /// <summary>Whether there are rows that are not measured.</summary>
    public bool AnyUnmeasured(DbConnection connection) => connection.ExecuteScalar<bool>(
        $"SELECT EXISTS (SELECT 1 FROM {Name} WHERE {Id} > @measured)", new { measured = Counter(connection, MeasuredCounter) });

    /// <summary>Measures the next slice of rows.</summary>
    public void Measure(WriteUnit unit)
    {
        var rows = unit.Connection.Query<Row>(
            $"SELECT {Id} AS id, {At} AS at, length({Text}) AS characters FROM {Name} WHERE {Id} > @measured ORDER BY {Id} LIMIT @Slice",
            new { measured = Counter(unit.Connection, MeasuredCounter), Slice }).AsList();
        if (rows.Count == 0) return;
        Set(unit, SizeCounter, Size(unit.Connection) + rows.Sum(row => row.Bytes));
        Set(unit, MeasuredCounter, rows[^1].Id);
    }

    /// <summary>Whether the oldest row is over the bounds.</summary>
    public bool AnyToForget(DbConnection connection, Bounds bounds, DateTimeOffset now, long after) =>
        connection.QuerySingleOrDefault<string>($"SELECT {At} FROM {Name} WHERE {Id} > @after ORDER BY {Id} LIMIT 1", new { after }) is { } oldest
        && (InstantHandler.FromText(oldest) < Before(bounds, now) || Over(connection, bounds) > 0);

    /// <summary>Deletes a slice of the oldest rows that are over the bounds.</summary>
    /// <param name="unit">Where it is done.</param>
    /// <param name="bounds">What may stay.</param>
    /// <param name="after">The number of the row that was looked at last; 0 at first.</param>
    /// <returns>The number to go on after, and how many were deleted; null when all that is left may stay.</returns>
    public (long After, int Deleted)? Forget(WriteUnit unit, Bounds bounds, long after)
    {
        var (before, over, measured) = (Before(bounds, unit.Now), Over(unit.Connection, bounds), Counter(unit.Connection, MeasuredCounter));
        var spared = Spared ?? "1 = 0";
        var rows = unit.Connection.Query<Row>(
            $"SELECT {Id} AS id, {At} AS at, length({Text}) AS characters, ({spared}) AS stays FROM {Name} WHERE {Id} > @after ORDER BY {Id} LIMIT @Slice",
            new { after, Slice }).AsList();
        long freed = 0;
        var last = after;
        foreach (var row in rows)
        {
            if (row.At >= before && freed >= over) break;
            last = row.Id;
            if (!row.Stays && row.Id <= measured) freed += row.Bytes;
        }
        if (last == after) return null;
        var deleted = unit.Connection.Execute($"DELETE FROM {Name} WHERE {Id} > @after AND {Id} <= @last AND NOT ({spared})", new { after, last });
        Set(unit, SizeCounter, Math.Max(0, Size(unit.Connection) - freed));
        return (last, deleted);
    }

    private long Over(DbConnection connection, Bounds bounds) =>
        bounds.KeepMegabytes is { } most ? Size(connection) - (most * 1_000_000L) : 0;

    private static DateTimeOffset Before(Bounds bounds, DateTimeOffset now) =>
        bounds.KeepDays is { } days ? now.AddDays(-days) : DateTimeOffset.MinValue;

    private static long Counter(DbConnection connection, string name) =>
        connection.ExecuteScalar<long>("SELECT coalesce(max(value), 0) FROM counters WHERE name = @name", new { name });

    private static void Set(WriteUnit unit, string name, long value) => unit.Connection.Execute(
        "INSERT INTO counters (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", new { name, value });

    private sealed class Row
    {
        public long Id { get; init; }
        public DateTimeOffset At { get; init; }
        public int Characters { get; init; }
        public bool Stays { get; init; }
        public long Bytes => Characters + RowBytes;
    }
}
