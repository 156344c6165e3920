using System.Data.Common;
using System.Runtime.InteropServices;
using Ampwright.Csms.Access;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Uptime;
using Dapper;

namespace Ampwright.Csms.Power;

/// <summary>What flows into cars at each site, and what they have received since the site's midnight.</summary>
internal static class SitesNow
{
    /// <summary>A session that is longer is a station without a clock, as in the reports.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(40);

    /// <param name="connection">The store.</param>
    /// <param name="sites">Of which.</param>
    /// <param name="scope">Of whom.</param>
    /// <param name="now">When.</param>
    /// <returns>By the site's number; a site where nothing was charged today and nothing flows is left out.</returns>
    public static Dictionary<long, SiteFlow> Read(DbConnection connection, IReadOnlyList<Site> sites, SiteScope scope, DateTimeOffset now)
    {
        var midnights = sites.ToDictionary(site => site.SiteId, site => Midnight(site, now));
        var flows = new Dictionary<long, SiteFlow>();
        if (sites.Count == 0) return flows;
        foreach (var session in Sessions(connection, scope, midnights.Values.Min(), now))
        {
            if (!midnights.TryGetValue(session.SiteId, out var midnight) || session.StoppedAt < midnight) continue;
            var from = session.StartedAt >= midnight ? session.MeterStart : RegisterAt(connection, session, midnight);
            var before = flows.GetValueOrDefault(session.SiteId);
            flows[session.SiteId] = new SiteFlow(
                before.PowerW + (session.StoppedAt is null ? session.LastPower ?? 0 : 0), before.EnergyWh + Math.Max(0, (session.Meter ?? session.MeterStart) - from));
        }
        return flows;
    }

    public static DateTimeOffset Midnight(Site site, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return SiteCalendar.StartOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime), zone);
    }

    private static List<Session> Sessions(DbConnection connection, SiteScope scope, DateTimeOffset earliest, DateTimeOffset now) => connection.Query<Session>("""
        SELECT t.transaction_id, s.site_id, t.started_at, t.stopped_at, t.meter_start, coalesce(t.meter_stop, t.last_meter) AS meter, t.last_power
        FROM transactions t JOIN stations s ON s.station_id = t.station_id
        WHERE t.stop_received_at IS NULL AND s.removed_at IS NULL AND (@All OR s.site_id IN @Ids)
        UNION ALL
        SELECT t.transaction_id, s.site_id, t.started_at, t.stopped_at, t.meter_start, t.meter_stop AS meter, NULL AS last_power
        FROM transactions t JOIN stations s ON s.station_id = t.station_id
        WHERE t.stopped_at >= @earliest AND t.stopped_at IS NOT NULL AND t.stop_received_at IS NOT NULL AND (@All OR s.site_id IN @Ids)
          AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.transaction_id = t.transaction_id AND k.decision = 'DoNotBill')
        """, new { scope.All, scope.Ids, earliest }).Where(session => (session.StoppedAt ?? now) - session.StartedAt <= LongestSession).AsList();

    /// <summary>The last that the register told before midnight.</summary>
    private static long RegisterAt(DbConnection connection, Session session, DateTimeOffset midnight)
    {
        const int few = 20;
        foreach (var values in connection.Query<string>(
            "SELECT sampled_values FROM meter_values WHERE transaction_id = @TransactionId AND transaction_id > 0 AND sampled_at < @midnight ORDER BY sampled_at DESC LIMIT @few",
            new { session.TransactionId, midnight, few }))
        {
            if (Reading.Of(SampledValueJson.Read(values)).RegisterWh is { } register) return register;
        }
        return session.MeterStart;
    }

    private sealed class Session
    {
        public int TransactionId { get; init; }
        public long SiteId { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? StoppedAt { get; init; }
        public long MeterStart { get; init; }
        public long? Meter { get; init; }
        public double? LastPower { get; init; }
    }
}

/// <param name="PowerW">By the last meter values of the sessions that run.</param>
/// <param name="EnergyWh">Since midnight, by the registers.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SiteFlow(double PowerW, long EnergyWh);
