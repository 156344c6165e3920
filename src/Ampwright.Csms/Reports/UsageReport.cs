using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Uptime;
using Dapper;

namespace Ampwright.Csms.Reports;

/// <summary>
/// Energy, sessions, revenue and utilisation in some months of the sites' own time, read station by station.
/// <code>
///   session   in the month in which it began, once it has ended, unless a person decided that it is none
///   revenue   in the month in which it was booked, as receipts and statements have it
///   in use    month by month, as much of a session as lies in it; over the time that the station's ports were there
/// </code>
/// </summary>
internal sealed class UsageReport(Database database, TimeProvider time)
{
    // A session that is longer is a station without a clock.
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(40);

    public async ValueTask<List<(UsageKey Key, UsageSum Sum)>> MakeAsync(UsageQuestion asked)
    {
        var sums = new Dictionary<UsageKey, UsageSum>();
        var now = time.GetUtcNow();
        foreach (var station in await database.ReadAsync(connection => Stations(connection, asked)))
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(station.TimeZone);
            var months = Enumerable.Range(0, asked.Months).Select(asked.First.AddMonths)
                .Select(month => (Name: Name(month), Span: SiteCalendar.Months(month, 1, zone))).ToList();
            var (sessions, ports) = await database.ReadAsync(connection => (Sessions(connection, station, months[0].Span.From, months[^1].Span.Until), PortHistory.Firsts(connection, station.StationId)));
            foreach (var session in sessions.Where(session => station.StoodAt(session.StartedAt)))
                Count(sums, asked, station, months, session, ports.Find(port => port.Connector == session.ConnectorId).First);
            if (!asked.ByDriver) CountPorts(sums, asked, station, months, ports.ConvertAll(port => port.First), now);
        }
        await AddRevenueAsync(sums, asked);
        return [.. sums.Where(pair => pair.Value.Sessions > 0 || pair.Value.Revenues.Count > 0 || pair.Value.InUse > TimeSpan.Zero || !asked.ByDriver).Select(pair => (pair.Key, pair.Value))
            .OrderBy(pair => pair.Key.Month, StringComparer.Ordinal).ThenBy(pair => pair.Key.Site).ThenBy(pair => pair.Key.Station, StringComparer.OrdinalIgnoreCase).ThenBy(pair => pair.Key.Driver)];
    }

    private static void Count(Dictionary<UsageKey, UsageSum> sums, UsageQuestion asked, Station station, List<(string Name, Stretch Span)> months, Session session, DateTimeOffset knownSince)
    {
        // A port counts as there from its first status on: what was used before is used of nothing.
        var usedFrom = knownSince == default ? session.StoppedAt : session.StartedAt > knownSince ? session.StartedAt : knownSince;
        if (session.StoppedAt < session.StartedAt) session = session with { StoppedAt = session.StartedAt };
        // A port of a station that moves meanwhile is no longer one of this site.
        var usedUntil = station.UntilAt < session.StoppedAt ? station.UntilAt.Value : session.StoppedAt;
        foreach (var (name, span) in months)
        {
            if (session.StartedAt >= span.From && session.StartedAt < span.Until)
            {
                var sum = Sum(sums, asked.Key(name, station.SiteId, station.Identity, session.DriverId));
                sum.Sessions++;
                sum.EnergyWh += session.EnergyWh;
                sum.SessionTime += session.StoppedAt - session.StartedAt;
            }
            var (from, until) = (usedFrom > span.From ? usedFrom : span.From, usedUntil < span.Until ? usedUntil : span.Until);
            if (from < until) Sum(sums, asked.Key(name, station.SiteId, station.Identity, session.DriverId)).InUse += until - from;
        }
    }

    private static void CountPorts(
        Dictionary<UsageKey, UsageSum> sums, UsageQuestion asked, Station station, List<(string Name, Stretch Span)> months, List<DateTimeOffset> ports, DateTimeOffset now)
    {
        var end = station.RemovedAt < now ? station.RemovedAt.Value : now;
        if (station.UntilAt < end) end = station.UntilAt.Value;
        foreach (var (name, span) in months)
        {
            foreach (var since in ports)
            {
                var there = station.FromAt > since ? station.FromAt.Value : since;
                var (from, until) = (there > span.From ? there : span.From, end < span.Until ? end : span.Until);
                if (from < until) Sum(sums, asked.Key(name, station.SiteId, station.Identity, null)).PortTime += until - from;
            }
        }
    }

    private async ValueTask AddRevenueAsync(Dictionary<UsageKey, UsageSum> sums, UsageQuestion asked)
    {
        var booked = await database.ReadAsync(connection => connection.Query<Booked>($"""
            SELECT e.month, e.site_id, e.station, e.driver_id, e.currency, CAST(sum(e.net) AS bigint) AS net, CAST(sum(e.tax) AS bigint) AS tax, CAST(sum(e.gross) AS bigint) AS gross
            FROM price_entries e
            WHERE e.month >= @first AND e.month <= @last AND (@All OR e.site_id IN @Ids) AND (@Site IS NULL OR e.site_id = @Site)
            GROUP BY e.month, e.site_id, e.station, e.driver_id, e.currency
            """, new { first = Name(asked.First), last = Name(asked.First.AddMonths(asked.Months - 1)), asked.Scope.All, asked.Scope.Ids, asked.Site }).AsList());
        foreach (var entry in booked)
        {
            var revenues = Sum(sums, asked.Key(entry.Month, entry.SiteId, entry.Station, entry.DriverId)).Revenues;
            var before = revenues.GetValueOrDefault(entry.Currency) ?? new Revenue(0, 0, 0);
            revenues[entry.Currency] = new Revenue(before.Net + entry.Net, before.Tax + entry.Tax, before.Gross + entry.Gross);
        }
    }

    private static UsageSum Sum(Dictionary<UsageKey, UsageSum> sums, UsageKey key)
    {
        if (!sums.TryGetValue(key, out var sum)) sums[key] = sum = new UsageSum();
        return sum;
    }

    private static List<Station> Stations(DbConnection connection, UsageQuestion asked) => connection.Query<Station>("""
        SELECT s.station_id, s.identity, s.site_id, w.time_zone, s.removed_at, (SELECT max(m.until_at) FROM station_moves m WHERE m.station_id = s.station_id) AS from_at, NULL AS until_at
        FROM stations s JOIN sites w ON w.site_id = s.site_id
        WHERE (@All OR s.site_id IN @Ids) AND (@Site IS NULL OR s.site_id = @Site)
        UNION ALL
        SELECT s.station_id, s.identity, m.site_id, w.time_zone, s.removed_at, m.from_at, m.until_at
        FROM station_moves m JOIN stations s ON s.station_id = m.station_id JOIN sites w ON w.site_id = m.site_id
        WHERE (@All OR m.site_id IN @Ids) AND (@Site IS NULL OR m.site_id = @Site)
        """, new { asked.Scope.All, asked.Scope.Ids, asked.Site }).AsList();

    // A case that was closed against a transaction says that it was no session.
    private static List<Session> Sessions(DbConnection connection, Station station, DateTimeOffset from, DateTimeOffset until) => connection.Query<Session>("""
        SELECT t.connector_id, t.started_at, t.stopped_at, coalesce(p.driver_id, g.driver_id) AS driver_id, CASE WHEN t.meter_stop > t.meter_start THEN t.meter_stop - t.meter_start ELSE 0 END AS energy_wh
        FROM transactions t LEFT JOIN transaction_tariffs p ON p.transaction_id = t.transaction_id LEFT JOIN id_tags g ON g.id_tag_key = t.id_tag_key
        WHERE t.station_id = @StationId AND t.started_at >= @earliest AND t.started_at < @until AND t.stopped_at IS NOT NULL AND t.stopped_at >= @from
          AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.transaction_id = t.transaction_id AND k.decision = 'DoNotBill')
        """, new { station.StationId, earliest = from - LongestSession, from, until }).Where(session => session.StoppedAt - session.StartedAt <= LongestSession).AsList();

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private sealed record Station
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public long SiteId { get; init; }
        public string TimeZone { get; init; } = "UTC";
        public DateTimeOffset? RemovedAt { get; init; }

        /// <summary>When it came to the site; null: it was there from the beginning.</summary>
        public DateTimeOffset? FromAt { get; init; }

        /// <summary>When it left; null: it stands there.</summary>
        public DateTimeOffset? UntilAt { get; init; }

        public bool StoodAt(DateTimeOffset at) => !(at < FromAt) && !(at >= UntilAt);
    }

    private sealed record Session
    {
        public int ConnectorId { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset StoppedAt { get; init; }
        public long? DriverId { get; init; }
        public long EnergyWh { get; init; }
    }

    private sealed record Booked
    {
        public string Month { get; init; } = "";
        public long SiteId { get; init; }
        public string Station { get; init; } = "";
        public long? DriverId { get; init; }
        public string Currency { get; init; } = "";
        public long Net { get; init; }
        public long Tax { get; init; }
        public long Gross { get; init; }
    }
}

/// <summary>What a report of usage is to tell.</summary>
/// <param name="Scope">The sites.</param>
/// <param name="Site">One of them; null for all.</param>
/// <param name="First">The first month.</param>
/// <param name="Months">How many.</param>
internal sealed record UsageQuestion(SiteScope Scope, long? Site, DateOnly First, int Months, bool ByMonth, bool BySite, bool ByStation, bool ByDriver)
{
    public UsageKey Key(string month, long site, string station, long? driver) =>
        new(ByMonth ? month : null, BySite || ByStation ? site : null, ByStation ? station : null, ByDriver ? driver : null);
}
