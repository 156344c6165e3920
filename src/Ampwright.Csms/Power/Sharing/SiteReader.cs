using System.Data.Common;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Power.Plan;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;
using Dapper;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>Reads from the store what is known of a site's stations.</summary>
internal static class SiteReader
{
    // What stands there, and what was told something there and holds it yet.
    private const string Here = $"s.removed_at IS NULL AND (s.site_id = @siteId OR s.station_id IN (SELECT h.station_id FROM installed_profiles h WHERE h.site_id = @siteId AND {Ours}))";
    private const string Ours = "h.charging_profile_id >= @First AND h.charging_profile_id < @After";
    private const string Profiles = "SUPPORTEDFEATUREPROFILES";

    // No session is told so late: its station's clock was not set when it began.
    private static readonly TimeSpan Unset = TimeSpan.FromDays(1);
    private const string Levels = "CHARGEPROFILEMAXSTACKLEVEL";

    /// <param name="connection">The store.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="draws">What was measured of each running transaction.</param>
    /// <param name="now">When.</param>
    public static SiteFacts Read(DbConnection connection, long siteId, PowerPlan plan, IReadOnlyDictionary<int, MeasuredDraw> draws, DateTimeOffset now)
    {
        var site = new { siteId, OrderProfiles.First, OrderProfiles.After };
        var stations = connection.Query<StationRow>($"""
            SELECT s.station_id, s.identity, s.boot_policy, s.no_unsolicited_calls, s.lease_connection IS NOT NULL AS connected, s.last_boot_at, s.site_id
            FROM stations s WHERE {Here} ORDER BY s.station_id
            """, site).AsList();
        var quirks = connection.Query<(long StationId, string Quirk)>(
            $"SELECT q.station_id, q.quirk FROM station_quirks q JOIN stations s ON s.station_id = q.station_id WHERE {Here}", site).ToLookup(row => row.StationId, row => row.Quirk);
        var keys = connection.Query<(long StationId, string Name, string? Value)>($"""
            SELECT k.station_id, k.name_key, k.value FROM configuration_keys k JOIN stations s ON s.station_id = k.station_id
            WHERE {Here} AND k.known AND k.name_key IN (@Profiles, @Levels)
            """, new { siteId, OrderProfiles.First, OrderProfiles.After, Profiles, Levels }).ToLookup(row => (row.StationId, row.Name), row => row.Value);
        var numbers = connection.Query<(long StationId, int ConnectorId, string Status)>(
            $"SELECT c.station_id, c.connector_id, c.status FROM connectors c JOIN stations s ON s.station_id = c.station_id WHERE {Here} AND c.connector_id > 0", site)
            .ToLookup(row => row.StationId);
        var running = connection.Query<RunningRow>($"""
            SELECT t.station_id, t.connector_id, t.transaction_id, t.started_at, t.received_at, t.meter_start, t.last_meter, d.driver_id, g.energy_wh, g.departs_at
            FROM transactions t JOIN stations s ON s.station_id = t.station_id
            LEFT JOIN id_tags d ON d.id_tag_key = t.id_tag_key LEFT JOIN charging_goals g ON g.transaction_id = t.transaction_id
            WHERE {Here} AND t.stop_received_at IS NULL ORDER BY t.sequence
            """, site).ToLookup(row => row.StationId);
        var foreign = Foreign(connection, siteId);
        var installed = Installed(connection, siteId);
        var disturbed = DisturbedBy(connection, siteId);
        var groups = Groups(connection, plan, running);

        return new SiteFacts
        {
            Now = now,
            Building = plan.Building is null ? null : PowerPlans.Building(connection, siteId),
            Stations = [.. stations.Select(Facts)],
        };

        StationFacts Facts(StationRow station)
        {
            var known = quirks[station.StationId].ToHashSet(StringComparer.Ordinal);
            var level = known.Contains("stackLevelZero") || !int.TryParse(keys[(station.StationId, Levels)].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? 0 : most;
            var (moved, held) = (station.SiteId != siteId, installed[station.StationId].ToList());
            // Of one that was moved, what it was told here and holds yet.
            if (moved) held = held.FindAll(row => row.SiteId == siteId);
            var status = numbers[station.StationId].ToDictionary(row => row.ConnectorId, row => row.Status);
            var last = running[station.StationId].GroupBy(row => row.ConnectorId).ToDictionary(row => row.Key, row => row.Last());
            // A station that never told has one at least; it is better to count one too many.
            var connectors = moved
                ? held.Select(row => OrderProfiles.Of(row.ProfileId)?.ConnectorId ?? 0).Where(number => number > 0).Distinct().Order()
                : status.Keys.Concat(last.Keys).Where(number => number > 0).DefaultIfEmpty(1).Distinct().Order();
            return new StationFacts
            {
                StationId = station.StationId,
                Identity = station.Identity,
                Moved = moved,
                HasTold = status.Count > 0,
                Installed = held.ToDictionary(row => row.ProfileId, row => row.CommandId),
                DisturbedBy = disturbed.GetValueOrDefault(station.StationId),
                ClockBehind = BehindOf(last.Values),
                Unreachable = moved ? "it stands at another site by now, and holds what it was told here" : Unreachable(station, keys[(station.StationId, Profiles)].FirstOrDefault()),
                Foreign = foreign[station.StationId].Any(told => told >= level) ? "a charging profile of somebody else's prevails there" : null,
                BootedAt = station.LastBootAt,
                NoStationProfile = known.Contains("noChargePointMaxProfile") || known.Contains("relativeProfilesOnly"),
                WattsOnly = known.Contains("wattsOnly"),
                RelativeOnly = known.Contains("relativeProfilesOnly"),
                StackLevel = level,
                Connectors = [.. connectors.Select(number => ConnectorOf(number, status.GetValueOrDefault(number), last.GetValueOrDefault(number)))],
            };
        }

        ConnectorFacts ConnectorOf(int number, string? status, RunningRow? row)
        {
            if (row is null) return new ConnectorFacts { ConnectorId = number };
            MeasuredDraw? draw = draws.TryGetValue(row.TransactionId, out var found) ? found : null;
            return new ConnectorFacts
            {
                ConnectorId = number,
                Transaction = row.TransactionId,
                // A clock that is ahead would have it wait for its beginning; with one that was never set it began long ago.
                StartedAt = row.StartedAt < row.ReceivedAt && row.ReceivedAt - row.StartedAt < Unset ? row.StartedAt : row.ReceivedAt,
                Priority = PriorityOf(row.DriverId),
                Received = Math.Max(0, (row.LastMeter ?? row.MeterStart) - row.MeterStart),
                CarPauses = status == "SuspendedEV",
                Drawn = draw?.Current,
                DrawnAt = draw?.At ?? default,
                Goal = row.EnergyWh,
                DepartsAt = row.DepartsAt,
            };
        }

        // Who told something late may have been away: what came last counts, and of several connectors the one that was quickest.
        TimeSpan BehindOf(IEnumerable<RunningRow> sessions) => sessions
            .Select(row => draws.TryGetValue(row.TransactionId, out var draw) ? draw.ReceivedAt - draw.At : row.ReceivedAt - row.StartedAt)
            .Where(late => late > TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Min();

        int PriorityOf(long? driver)
        {
            if (driver is not { } id || plan.Priorities.Count == 0) return 0;
            if (plan.Priorities.FirstOrDefault(priority => priority.Driver == id) is { } own) return own.Priority;
            return plan.Priorities.Where(priority => priority.Group is { } group && groups[id].Contains(group)).Select(priority => priority.Priority).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Of the drivers that charge there, the groups that have a priority.</summary>
    private static ILookup<long, long> Groups(DbConnection connection, PowerPlan plan, ILookup<long, RunningRow> running)
    {
        var wanted = plan.Priorities.Select(priority => priority.Group).OfType<long>().ToList();
        var drivers = running.SelectMany(rows => rows).Select(row => row.DriverId).OfType<long>().Distinct().ToList();
        return (wanted.Count == 0 ? [] : drivers.Chunk(500).SelectMany(some =>
                connection.Query<(long DriverId, long GroupId)>("SELECT driver_id, group_id FROM group_members WHERE driver_id IN @some", new { some })))
            .ToLookup(row => row.DriverId, row => row.GroupId);
    }

    private static ILookup<long, InstalledRow> Installed(DbConnection connection, long siteId) => connection.Query<InstalledRow>(
        $"SELECT h.station_id, h.charging_profile_id AS profile_id, h.command_id, h.site_id FROM installed_profiles h JOIN stations s ON s.station_id = h.station_id WHERE {Here} AND {Ours}",
        new { siteId, OrderProfiles.First, OrderProfiles.After }).ToLookup(row => row.StationId);

    /// <summary>Commands of others whose end nobody knows, and raw ones, which nobody reads. The words are those of the index.</summary>
    private static Dictionary<long, long> DisturbedBy(DbConnection connection, long siteId) => connection.Query<(long StationId, long CommandId)>($"""
        SELECT c.station_id, MAX(c.command_id) FROM stations s JOIN commands c ON c.station_id = s.station_id
        WHERE {Here} AND c.action IN ('SetChargingProfile', 'ClearChargingProfile') AND c.requested_by <> 'program:ampwright-csms' AND c.sent_at IS NOT NULL
          AND (c.state IN ('Sent', 'TimedOut', 'Failed') OR (c.raw AND c.state = 'Answered' AND COALESCE(c.answer_status, '') NOT IN ('Rejected', 'NotSupported')))
        GROUP BY c.station_id
        """, new { siteId, OrderProfiles.First, OrderProfiles.After }).ToDictionary(row => row.StationId, row => row.CommandId);

    private static string? Unreachable(StationRow station, string? profiles) => station switch
    {
        { Connected: false } => "it is not connected",
        { BootPolicy: "Rejected" } => "it is rejected",
        { NoUnsolicitedCalls: true } => "it is to be sent nothing by itself",
        _ when profiles is not null && !profiles.Contains("SmartCharging", StringComparison.OrdinalIgnoreCase) => "it says that it has no SmartCharging",
        _ => null,
    };

    /// <summary>The levels of profiles that others gave, by station. A TxProfile prevails over our fall-back at any level (OCPP 1.6 ed. 2 §3.13.1).</summary>
    private static ILookup<long, int> Foreign(DbConnection connection, long siteId) => connection.Query<(long StationId, int Id, string Request)>(
        $"SELECT p.station_id, p.charging_profile_id, p.request FROM installed_profiles p JOIN stations s ON s.station_id = p.station_id WHERE {Here} AND NOT (p.charging_profile_id >= @First AND p.charging_profile_id < @After)",
        new { siteId, OrderProfiles.First, OrderProfiles.After })
        .Select(row => (row.StationId, Set: (SetChargingProfileRequest)Catalogue.SetChargingProfile.Request.Read(Encoding.UTF8.GetBytes(row.Request), ReadMode.Tolerant)))
        .Where(row => !row.Set.CsChargingProfiles.ChargingProfilePurpose.Is(ChargingProfilePurpose.ChargePointMaxProfile))
        .ToLookup(row => row.StationId, row => row.Set.CsChargingProfiles.ChargingProfilePurpose.Is(ChargingProfilePurpose.TxProfile) ? int.MaxValue : row.Set.CsChargingProfiles.StackLevel);

    private sealed class StationRow
    {
        public long StationId { get; init; }
        public string Identity { get; init; } = "";
        public string BootPolicy { get; init; } = "";
        public bool NoUnsolicitedCalls { get; init; }
        public bool Connected { get; init; }
        public DateTimeOffset? LastBootAt { get; init; }
        public long SiteId { get; init; }
    }

    private sealed class InstalledRow
    {
        public long StationId { get; init; }
        public int ProfileId { get; init; }
        public long CommandId { get; init; }
        public long? SiteId { get; init; }
    }

    private sealed class RunningRow
    {
        public long StationId { get; init; }
        public int ConnectorId { get; init; }
        public int TransactionId { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset ReceivedAt { get; init; }
        public long MeterStart { get; init; }
        public long? LastMeter { get; init; }
        public long? DriverId { get; init; }
        public long? EnergyWh { get; init; }
        public DateTimeOffset? DepartsAt { get; init; }
    }
}
