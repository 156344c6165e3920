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
    private const string Here = "s.site_id = @siteId AND s.removed_at IS NULL";
    private const string Profiles = "SUPPORTEDFEATUREPROFILES";
    private const string Levels = "CHARGEPROFILEMAXSTACKLEVEL";

    /// <param name="connection">The store.</param>
    /// <param name="siteId">The site.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="draws">What was measured of each running transaction.</param>
    /// <param name="now">When.</param>
    public static SiteFacts Read(DbConnection connection, long siteId, PowerPlan plan, IReadOnlyDictionary<int, MeasuredDraw> draws, DateTimeOffset now)
    {
        var stations = connection.Query<StationRow>($"""
            SELECT s.station_id, s.identity, s.boot_policy, s.no_unsolicited_calls, s.lease_connection IS NOT NULL AS connected, s.last_boot_at
            FROM stations s WHERE {Here} ORDER BY s.station_id
            """, new { siteId }).AsList();
        var quirks = connection.Query<(long StationId, string Quirk)>(
            $"SELECT q.station_id, q.quirk FROM station_quirks q JOIN stations s ON s.station_id = q.station_id WHERE {Here}", new { siteId }).ToLookup(row => row.StationId, row => row.Quirk);
        var keys = connection.Query<(long StationId, string Name, string? Value)>($"""
            SELECT k.station_id, k.name_key, k.value FROM configuration_keys k JOIN stations s ON s.station_id = k.station_id
            WHERE {Here} AND k.known AND k.name_key IN (@Profiles, @Levels)
            """, new { siteId, Profiles, Levels }).ToLookup(row => (row.StationId, row.Name), row => row.Value);
        var numbers = connection.Query<(long StationId, int ConnectorId, string Status)>(
            $"SELECT c.station_id, c.connector_id, c.status FROM connectors c JOIN stations s ON s.station_id = c.station_id WHERE {Here} AND c.connector_id > 0", new { siteId })
            .ToLookup(row => row.StationId);
        var running = connection.Query<RunningRow>($"""
            SELECT t.station_id, t.connector_id, t.transaction_id, t.started_at, t.received_at, t.meter_start, t.last_meter, d.driver_id, g.energy_wh, g.departs_at
            FROM transactions t JOIN stations s ON s.station_id = t.station_id
            LEFT JOIN id_tags d ON d.id_tag_key = t.id_tag_key LEFT JOIN charging_goals g ON g.transaction_id = t.transaction_id
            WHERE {Here} AND t.stop_received_at IS NULL ORDER BY t.sequence
            """, new { siteId }).ToLookup(row => row.StationId);
        var foreign = Foreign(connection, siteId);
        var groups = plan.Priorities.Any(priority => priority.Group is not null)
            ? connection.Query<(long DriverId, long GroupId)>("SELECT driver_id, group_id FROM group_members").ToLookup(row => row.DriverId, row => row.GroupId)
            : null;

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
            var status = numbers[station.StationId].ToDictionary(row => row.ConnectorId, row => row.Status);
            var last = running[station.StationId].GroupBy(row => row.ConnectorId).ToDictionary(row => row.Key, row => row.Last());
            // A station that never told has one at least; it is better to count one too many.
            var connectors = status.Keys.Concat(last.Keys).Where(number => number > 0).DefaultIfEmpty(1).Distinct().Order();
            return new StationFacts
            {
                StationId = station.StationId,
                Identity = station.Identity,
                Unreachable = Unreachable(station, keys[(station.StationId, Profiles)].FirstOrDefault()),
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
                // A clock that is ahead would have it wait for its beginning.
                StartedAt = row.StartedAt < row.ReceivedAt ? row.StartedAt : row.ReceivedAt,
                Priority = PriorityOf(row.DriverId),
                Received = Math.Max(0, (row.LastMeter ?? row.MeterStart) - row.MeterStart),
                CarPauses = status == "SuspendedEV",
                Drawn = draw?.Current,
                DrawnAt = draw?.At ?? default,
                Goal = row.EnergyWh,
                DepartsAt = row.DepartsAt,
            };
        }

        int PriorityOf(long? driver)
        {
            if (driver is not { } id || plan.Priorities.Count == 0) return 0;
            if (plan.Priorities.FirstOrDefault(priority => priority.Driver == id) is { } own) return own.Priority;
            return plan.Priorities.Where(priority => priority.Group is { } group && groups!.Contains(id) && groups[id].Contains(group)).Select(priority => priority.Priority).DefaultIfEmpty(0).Max();
        }
    }

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
