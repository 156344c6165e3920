using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Uptime;

/// <summary>Reads what is known of the ports in a window of their sites' own time, station by station.</summary>
internal sealed class PortHistory(Database database, TimeProvider time)
{
    /// <param name="scope">The sites.</param>
    /// <param name="site">One of them; null for all.</param>
    /// <param name="window">The window, by a site's time zone.</param>
    /// <returns>Those of which anything is known in the window, removed ones included, by station and connector.</returns>
    public async IAsyncEnumerable<Port> AllAsync(SiteScope scope, long? site, Func<TimeZoneInfo, Stretch> window)
    {
        var now = time.GetUtcNow();
        var sites = new Dictionary<long, (Stretch Window, TimeSet Closed)>();
        foreach (var station in await database.ReadAsync(connection => Stations(connection, scope, site)))
        {
            if (!sites.TryGetValue(station.SiteId, out var at))
            {
                var zone = TimeZoneInfo.FindSystemTimeZoneById(station.TimeZone);
                var asked = window(zone);
                sites[station.SiteId] = at = (asked, await database.ReadAsync(connection => ClosedThen(connection, station, zone, asked)));
            }
            foreach (var port in await database.ReadAsync(connection => Of(connection, station, at.Window, at.Closed, now))) yield return port;
        }
    }

    private static List<Station> Stations(DbConnection connection, SiteScope scope, long? site) => connection.Query<Station>("""
        SELECT s.station_id, s.identity, s.site_id, w.name AS site, w.time_zone, coalesce(p.opening_hours, '') AS opening_hours, r.watts
        FROM stations s JOIN sites w ON w.site_id = s.site_id LEFT JOIN site_publications p ON p.site_id = s.site_id LEFT JOIN rated_power r ON r.station_id = s.station_id
        WHERE (@All OR s.site_id IN @Ids) AND (@site IS NULL OR s.site_id = @site) ORDER BY s.identity_key
        """, new { scope.All, scope.Ids, site }).AsList();

    private static List<Port> Of(DbConnection connection, Station station, Stretch window, TimeSet closed, DateTimeOffset now)
    {
        var past = window with { Until = window.Until < now ? window.Until : now };
        var ports = new List<Port>();
        if (past.From >= past.Until || Firsts(connection, station.StationId) is not { Count: > 0 } firsts) return ports;
        var asked = new { station.StationId, past.From, past.Until };
        var spans = connection.Query<StatusSpan>("""
            SELECT span_id, connector_id, status, error_code, availability, from_at, until_at FROM status_spans
            WHERE station_id = @StationId AND availability <> 'Operative' AND from_at < @Until AND (until_at IS NULL OR until_at > @From)
            """, asked).AsList();
        var offline = connection.Query<OfflineSpan>(
            "SELECT from_at, until_at FROM offline_spans WHERE station_id = @StationId AND from_at < @Until AND (until_at IS NULL OR until_at > @From)", asked)
            .Select(span => new Stretch(span.FromAt, span.UntilAt ?? past.Until)).ToList();
        var notes = OutageNotes.Of(connection, station.StationId, station.SiteId, past);
        foreach (var (connector, first) in firsts)
        {
            var timeline = PortTimeline.Of(connector, first, spans, offline, notes, closed, past);
            if (timeline.Known.Stretches.Count > 0) ports.Add(new Port(station.StationId, station.Identity, station.SiteId, station.Site, connector, station.Watts, window, timeline));
        }
        return ports;
    }

    /// <summary>The station's connectors, without 0, with the instant from which on something is known of each. Each is found by the index, however long its history is.</summary>
    internal static List<(int Connector, DateTimeOffset First)> Firsts(DbConnection connection, long stationId)
    {
        var found = new List<(int, DateTimeOffset)>();
        for (var last = 0; connection.ExecuteScalar<int?>("SELECT min(connector_id) FROM status_spans WHERE station_id = @stationId AND connector_id > @last", new { stationId, last }) is { } next; last = next)
        {
            found.Add((next, connection.QuerySingle<DateTimeOffset>("SELECT min(from_at) FROM status_spans WHERE station_id = @stationId AND connector_id = @next", new { stationId, next })));
        }
        return found;
    }

    /// <summary>By the hours that held then; those that were said first hold for what was before as well.</summary>
    private static TimeSet ClosedThen(DbConnection connection, Station station, TimeZoneInfo zone, Stretch window)
    {
        var closed = new List<Stretch>();
        var from = window.From;
        var past = connection.Query<(DateTimeOffset UntilAt, string Hours)>(
            "SELECT until_at, opening_hours FROM past_opening_hours WHERE site_id = @SiteId AND until_at > @From ORDER BY until_at", new { station.SiteId, window.From }).AsList();
        foreach (var (end, hours) in past.Append((window.Until, station.OpeningHours)))
        {
            var until = end < window.Until ? end : window.Until;
            if (from < until) closed.AddRange(Closed(WeeklyWindows.FromText(hours), zone, new Stretch(from, until)).Stretches);
            from = until;
        }
        return TimeSet.Of(closed);
    }

    internal static TimeSet Closed(WeeklyWindows hours, TimeZoneInfo zone, Stretch window)
    {
        var closed = new List<Stretch>();
        for (var at = window.From; at < window.Until;)
        {
            var next = hours.NextChange(at, zone) is { } change && change < window.Until ? change : window.Until;
            if (!hours.Contains(at, zone)) closed.Add(new Stretch(at, next));
            at = next;
        }
        return TimeSet.Of(closed);
    }

    private sealed record OfflineSpan
    {
        public DateTimeOffset FromAt { get; init; }
        public DateTimeOffset? UntilAt { get; init; }
    }

    private sealed record Station
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public long SiteId { get; init; }
        public string Site { get; init; } = "";
        public string TimeZone { get; init; } = "UTC";
        public string OpeningHours { get; init; } = "";
        public long? Watts { get; init; }
    }
}

/// <summary>A charging port with what is known of it.</summary>
/// <param name="Watts">What its station can deliver at most, where somebody said so.</param>
/// <param name="Window">What was asked for, in the site's own time.</param>
internal sealed record Port(long StationId, string Station, long SiteId, string Site, int ConnectorId, long? Watts, Stretch Window, PortTimeline Timeline);
