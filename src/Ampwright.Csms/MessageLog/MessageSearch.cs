using System.Data.Common;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.MessageLog;

/// <summary>
/// Finds frames in the log. One look is bounded: it goes through at most a window of rows, so that no search, whatever it asks for,
/// keeps the store busy; where it ended it can be taken up again.
/// </summary>
internal sealed class MessageSearch(Database database, MessageLogOptions options)
{
    /// <summary>The newest first, before a sequence number.</summary>
    /// <returns>What was found, and where to go on; null when everything was looked at.</returns>
    public ValueTask<(IReadOnlyList<MessageRecord> Found, long? Next)> NewestAsync(MessageFilter filter, long before, int limit) =>
        database.ReadAsync<(IReadOnlyList<MessageRecord>, long?)>(connection =>
        {
            if (Bounds(connection, filter) is not { } bounds) return ([], null);
            var top = Math.Min(before, bounds.Last + 1);
            var window = WindowEnd(connection, bounds, $"sequence < @top", "DESC", new { top, bounds.StationId, options.SearchWindow });
            var bottom = Math.Max(bounds.First, window ?? 0);
            var found = connection.Query<MessageRecord>(
                $"{Columns} WHERE m.sequence >= @bottom AND m.sequence < @top {Conditions(filter, bounds)} ORDER BY m.sequence DESC LIMIT @limit",
                Parameters(filter, bounds, new { bottom, top, limit })).AsList();
            long? next = found.Count == limit ? found[^1].Sequence : window is not null && window > bounds.First ? bottom : null;
            return (found, next);
        });

    /// <summary>Oldest first, after a sequence number.</summary>
    /// <returns>What was found, and where to go on; null when everything there is was looked at.</returns>
    public ValueTask<(IReadOnlyList<MessageRecord> Found, long? Next)> FollowingAsync(MessageFilter filter, long after, int limit) =>
        database.ReadAsync<(IReadOnlyList<MessageRecord>, long?)>(connection =>
        {
            if (Bounds(connection, filter) is not { } bounds) return ([], null);
            var bottom = Math.Max(after, bounds.First - 1);
            var window = WindowEnd(connection, bounds, "sequence > @bottom", "", new { bottom, bounds.StationId, options.SearchWindow });
            var top = Math.Min(bounds.Last, window ?? long.MaxValue);
            var found = connection.Query<MessageRecord>(
                $"{Columns} WHERE m.sequence > @bottom AND m.sequence <= @top {Conditions(filter, bounds)} ORDER BY m.sequence LIMIT @limit",
                Parameters(filter, bounds, new { bottom, top, limit })).AsList();
            long? next = found.Count == limit ? found[^1].Sequence : window is not null && window < bounds.Last ? top : null;
            return (found, next);
        });

    public ValueTask<long> LastSequenceAsync() =>
        database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT coalesce(max(sequence), 0) FROM messages"));

    public static bool AnyToForget(DbConnection connection, DateTimeOffset before, long mostBytes) =>
        MessageStore.Size(connection) > mostBytes
        || connection.QueryFirstOrDefault<DateTimeOffset?>("SELECT at FROM messages ORDER BY sequence LIMIT 1") < before;

    private const string Columns = """
        SELECT m.sequence, m.at, s.identity AS station, m.direction, m.kind, m.action, m.message_id, m.epoch, m.bytes, m.frame, m.cut_after,
               m.findings, m.lost_before
        FROM messages m JOIN stations s ON s.station_id = m.station_id
        """;

    /// <summary>The range of sequence numbers that can hold what is asked for; null when nothing can.</summary>
    private static Range? Bounds(DbConnection connection, MessageFilter filter)
    {
        long? stationId = null;
        if (filter.Station is { } identity)
        {
            stationId = connection.QueryFirstOrDefault<long?>("SELECT station_id FROM stations WHERE identity_key = @key", new { key = StationIdentity.Fold(identity) });
            if (stationId is null) return null;
        }
        // The times of rows follow their numbers but for a clock that was set back; the condition on the time itself is kept besides.
        long? first = filter.From is null ? 1
            : connection.QueryFirstOrDefault<long?>("SELECT sequence FROM messages WHERE at >= @From ORDER BY at, sequence LIMIT 1", new { filter.From });
        var last = filter.To is null
            ? connection.QueryFirstOrDefault<long?>("SELECT sequence FROM messages ORDER BY sequence DESC LIMIT 1")
            : connection.QueryFirstOrDefault<long?>("SELECT sequence FROM messages WHERE at < @To ORDER BY at DESC, sequence DESC LIMIT 1", new { filter.To });
        return first is { } from && last is { } to && from <= to ? new Range(stationId, from, to) : null;
    }

    /// <summary>The number at which the window of rows ends; null when there are fewer rows.</summary>
    private static long? WindowEnd(DbConnection connection, Range bounds, string side, string order, object parameters) => connection.QueryFirstOrDefault<long?>(
        $"SELECT sequence FROM messages WHERE {side} {(bounds.StationId is null ? "" : "AND station_id = @StationId")} ORDER BY sequence {order} LIMIT 1 OFFSET @SearchWindow",
        parameters);

    private static string Conditions(MessageFilter filter, Range bounds) => string.Concat(
        bounds.StationId is null ? "" : " AND m.station_id = @StationId",
        filter.Action is null ? "" : " AND m.action = @Action",
        filter.MessageId is null ? "" : " AND m.message_id = @MessageId",
        filter.Direction is null ? "" : " AND m.direction = @direction",
        filter.Kind is null ? "" : " AND m.kind = @Kind",
        filter.From is null ? "" : " AND m.at >= @From",
        filter.To is null ? "" : " AND m.at < @To",
        filter.Text is null ? "" : " AND lower(m.frame) LIKE lower(@pattern) ESCAPE '\\'",
        filter.OnlyFindings ? " AND m.findings IS NOT NULL" : "",
        filter.Scope.All ? "" : " AND s.site_id IN @Ids");

    private static DynamicParameters Parameters(MessageFilter filter, Range bounds, object more)
    {
        var parameters = new DynamicParameters(more);
        if (bounds.StationId is not null) parameters.Add("StationId", bounds.StationId);
        if (filter.Action is not null) parameters.Add("Action", filter.Action);
        if (filter.MessageId is not null) parameters.Add("MessageId", filter.MessageId);
        if (filter.Direction is { } direction) parameters.Add("direction", direction.ToString());
        if (filter.Kind is not null) parameters.Add("Kind", filter.Kind);
        if (filter.From is { } from) parameters.Add("From", from);
        if (filter.To is { } to) parameters.Add("To", to);
        if (!filter.Scope.All) parameters.Add("Ids", filter.Scope.Ids);
        if (filter.Text is { } text)
        {
            parameters.Add("pattern", LikePattern.Containing(text));
        }
        return parameters;
    }

    private sealed record Range(long? StationId, long First, long Last);
}
