using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Events;

/// <summary>The durable record of all changes, in the order of their sequence numbers.</summary>
internal sealed class EventLog(Database database)
{
    private static readonly FrozenDictionary<Type, string> Kinds = typeof(StateChange).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToFrozenDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    /// <summary>All kinds of events, as they appear on disk and on the wire.</summary>
    public static IReadOnlyCollection<string> AllKinds => Kinds.Values;

    /// <summary>The kind of a change's type.</summary>
    public static string KindOf(Type change) => Kinds[change];

    /// <summary>Stores what the unit raised; within the unit, so that change and event become durable together.</summary>
    public static IReadOnlyList<RecordedEvent> Append(WriteUnit unit)
    {
        if (unit.Changes.Count == 0) return [];
        var recorded = new List<RecordedEvent>(unit.Changes.Count);
        foreach (var change in unit.Changes)
        {
            var kind = Kinds[change.GetType()];
            var sequence = unit.Connection.ExecuteScalar<long>(
                "INSERT INTO events (at, kind, station, content) VALUES (@Now, @kind, @Station, @content) RETURNING sequence",
                new { unit.Now, kind, change.Station, content = JsonSerializer.Serialize(change, EventJson.Default.StateChange) });
            recorded.Add(new RecordedEvent(sequence, unit.Now, kind, change));
        }
        return recorded;
    }

    /// <summary>Events that follow the given sequence number, oldest first: what a subscriber missed.</summary>
    public ValueTask<IReadOnlyList<RecordedEvent>> AfterAsync(long sequence, int limit = 1000, string? station = null, SiteScope? scope = null) =>
        database.ReadAsync<IReadOnlyList<RecordedEvent>>(connection => Read(connection, """
            SELECT sequence, at, kind, station, content FROM events
            WHERE sequence > @sequence AND (@station IS NULL OR station = @station COLLATE NOCASE)
              AND (@All OR upper(station) IN (SELECT identity_key FROM stations WHERE site_id IN @Ids))
            ORDER BY sequence LIMIT @limit
            """, new { sequence, limit, station, (scope ?? SiteScope.Everywhere).All, (scope ?? SiteScope.Everywhere).Ids }));

    /// <summary>The newest events, newest first.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="station">The identity of one station, or null for all.</param>
    /// <param name="kinds">Only these; all when empty.</param>
    /// <param name="scope">Only those of stations at these sites; null for all.</param>
    public ValueTask<IReadOnlyList<RecordedEvent>> NewestAsync(int limit = 100, string? station = null, IReadOnlyCollection<string>? kinds = null, SiteScope? scope = null) =>
        database.ReadAsync<IReadOnlyList<RecordedEvent>>(connection => Read(connection, """
            SELECT sequence, at, kind, station, content FROM events
            WHERE (@station IS NULL OR station = @station COLLATE NOCASE) AND (@any OR kind IN @kinds)
              AND (@All OR upper(station) IN (SELECT identity_key FROM stations WHERE site_id IN @Ids))
            ORDER BY sequence DESC LIMIT @limit
            """, new
        {
            limit,
            station,
            any = kinds is null or { Count: 0 },
            kinds = kinds ?? [],
            (scope ?? SiteScope.Everywhere).All,
            (scope ?? SiteScope.Everywhere).Ids,
        }));

    /// <summary>The sequence number of the newest event; 0 when there is none.</summary>
    public ValueTask<long> LastSequenceAsync() =>
        database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT coalesce(max(sequence), 0) FROM events"));

    private static List<RecordedEvent> Read(DbConnection connection, string sql, object parameters) =>
        connection.Query<Row>(sql, parameters)
            .Select(Recorded)
            .ToList();

    /// <summary>An event that cannot be read keeps its place: whoever follows the log must get past it.</summary>
    private static RecordedEvent Recorded(Row row)
    {
        string why;
        try
        {
            if (JsonSerializer.Deserialize(row.Content, EventJson.Default.StateChange) is { } change) return new RecordedEvent(row.Sequence, row.At, row.Kind, change);
            why = "it is null";
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            why = broken.Message;
        }
        return new RecordedEvent(row.Sequence, row.At, Kinds[typeof(EventUnreadable)], new EventUnreadable(row.Kind, why) { Station = row.Station });
    }

    private sealed class Row
    {
        public long Sequence { get; init; }
        public DateTimeOffset At { get; init; }
        public string Kind { get; init; } = "";
        public string? Station { get; init; }
        public string Content { get; init; } = "";
    }
}
