using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Uptime;
using Dapper;

namespace Ampwright.Csms.Reports;

/// <summary>The sessions of a quarter as 23 CFR 680.112(a)(1) to (6) asks for them, as far as they are known here.</summary>
internal sealed class NeviSessions(Database database)
{
    // What a session ends by when nothing is wrong; any other reason of OCPP 1.6 ed. 2 §7.36 is told as an error.
    private static readonly HashSet<string> Usual = new(StringComparer.Ordinal) { "Local", "Remote", "EVDisconnected", "DeAuthorized", "UnlockCommand" };

    /// <param name="scope">The sites.</param>
    /// <param name="site">One of them; null for all.</param>
    /// <param name="first">The first month of the quarter, in each site's own time.</param>
    /// <returns>Those that began in the quarter and have ended, by station and start.</returns>
    public async IAsyncEnumerable<NeviSession> AllAsync(SiteScope scope, long? site, DateOnly first)
    {
        foreach (var station in await database.ReadAsync(connection => Stations(connection, scope, site)))
        {
            var quarter = SiteCalendar.Months(first, 3, TimeZoneInfo.FindSystemTimeZoneById(station.TimeZone));
            foreach (var session in await database.ReadAsync(connection => Of(connection, station, quarter))) yield return session;
        }
    }

    private static List<NeviSession> Of(DbConnection connection, Station station, Stretch quarter)
    {
        var sessions = connection.Query<NeviSession>("""
            SELECT t.transaction_id, t.connector_id, t.started_at, t.stopped_at, t.stop_reason, CASE WHEN t.meter_stop > t.meter_start THEN t.meter_stop - t.meter_start ELSE 0 END AS energy_wh,
                   (SELECT max(p.provider) FROM payments p WHERE p.transaction_id = t.transaction_id) AS provider,
                   (SELECT max(d.driver_id) FROM transaction_tariffs d WHERE d.transaction_id = t.transaction_id) AS driver_id
            FROM transactions t
            WHERE t.station_id = @StationId AND t.started_at >= @From AND t.started_at < @Until AND t.stopped_at IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.transaction_id = t.transaction_id AND k.decision = 'DoNotBill')
            ORDER BY t.started_at, t.transaction_id
            """, new { station.StationId, quarter.From, quarter.Until }).AsList();
        return sessions.ConvertAll(session => session with
        {
            Station = station.Identity,
            StationId = station.StationId,
            Errors = Errors(connection, station.StationId, session),
            PeakWatts = Peak(connection, session),
        });
    }

    private static List<string> Errors(DbConnection connection, long stationId, NeviSession session)
    {
        var errors = connection.Query<string>("""
            SELECT DISTINCT error_code FROM status_spans
            WHERE station_id = @stationId AND connector_id = @ConnectorId AND error_code <> 'NoError' AND from_at <= @StoppedAt AND (until_at IS NULL OR until_at > @StartedAt)
            ORDER BY error_code
            """, new { stationId, session.ConnectorId, session.StartedAt, session.StoppedAt }).AsList();
        if (session.StopReason is { } reason && !Usual.Contains(reason)) errors.Insert(0, reason);
        // By the rule of the one who charges: without energy it was none.
        if (session.EnergyWh == 0) errors.Add("NoEnergy");
        return errors;
    }

    private static double? Peak(DbConnection connection, NeviSession session) => connection.Query<string>(
        "SELECT sampled_values FROM meter_values WHERE transaction_id = @TransactionId AND transaction_id > 0", new { session.TransactionId })
        .Max(values => Reading.Of(SampledValueJson.Read(values)).PowerW);

    private static List<Station> Stations(DbConnection connection, SiteScope scope, long? site) => connection.Query<Station>("""
        SELECT s.station_id, s.identity, w.time_zone FROM stations s JOIN sites w ON w.site_id = s.site_id
        WHERE (@All OR s.site_id IN @Ids) AND (@site IS NULL OR s.site_id = @site) ORDER BY s.identity_key
        """, new { scope.All, scope.Ids, site }).AsList();

    private sealed record Station
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public string TimeZone { get; init; } = "UTC";
    }
}

/// <summary>A session as the export has it. Energy in Wh, power in W.</summary>
internal sealed record NeviSession
{
    public string Station { get; init; } = "";
    public long StationId { get; init; }
    public int TransactionId { get; init; }
    public int ConnectorId { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset StoppedAt { get; init; }
    public string? StopReason { get; init; }
    public long EnergyWh { get; init; }
    public string? Provider { get; init; }
    public long? DriverId { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The highest that a meter value told; null where none told power.</summary>
    public double? PeakWatts { get; init; }

    /// <summary>What paid it, as far as that is known here: a provider of payments, the driver's account, or nothing told.</summary>
    public string? PaymentMethod => Provider ?? (DriverId is null ? null : "account");
}
