using System.Data.Common;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.SmartCharging;
using Dapper;

namespace Ampwright.Csms.Power;

/// <summary>
/// Shares the power of every site that has a plan, once a second from what is known then. Where a station holds profiles of a plan that is no more, they
/// are taken back. Sites without a plan cost nothing.
/// </summary>
internal sealed class PowerKeeper(EventHub events, Database database, TimeProvider time, ILogger<PowerKeeper> log) : EventRounds(events, time, Round)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private readonly Dictionary<long, SharedSite> _sites = [];
    private volatile IReadOnlyDictionary<long, SharedSite> _seen = new Dictionary<long, SharedSite>();
    private List<(long SiteId, PowerPlan Plan)> _plans = [];
    private bool _plansDue;
    private bool _orphansDue;

    /// <summary>The site as it is shared; null: it has no plan, or was not looked at yet.</summary>
    public SharedSite? Find(long siteId) => _seen.GetValueOrDefault(siteId);

    protected override Task AnewAsync()
    {
        (_plansDue, _orphansDue) = (true, true);
        return Task.CompletedTask;
    }

    protected override Task TakeAsync(StateChange change)
    {
        switch (change)
        {
            case PowerPlanChanged or SiteChanged or SiteRemoved:
                (_plansDue, _orphansDue) = (true, true);
                break;
            case StationConnected or StationChanged:
                _orphansDue = true;
                break;
            case TransactionMetered { TransactionId: { } transaction }:
                foreach (var site in _sites.Values) site.NoteMetered(transaction);
                break;
        }
        return Task.CompletedTask;
    }

    protected override async Task RoundAsync()
    {
        if (_plansDue)
        {
            var stored = await database.ReadAsync(PowerPlans.All);
            _plans = stored.ConvertAll(plan => (plan.SiteId, plan.ToPlan()));
            foreach (var gone in _sites.Keys.Except(_plans.Select(plan => plan.SiteId)).ToList()) _sites.Remove(gone);
            foreach (var (siteId, _) in _plans)
            {
                if (!_sites.ContainsKey(siteId)) _sites[siteId] = new SharedSite(siteId);
            }
            _seen = new Dictionary<long, SharedSite>(_sites);
            _plansDue = false;
        }
        if (_orphansDue)
        {
            if (await database.ReadAsync(connection => Orphaned(connection).Count) > 0) await database.WriteAsync(TakeBack);
            _orphansDue = false;
        }
        // One site that fails keeps no other from its share.
        foreach (var (siteId, plan) in _plans) await DoAsync(() => LookAsync(_sites[siteId], plan));
    }

    private async Task LookAsync(SharedSite site, PowerPlan plan)
    {
        var before = site.Holds;
        await site.LookAsync(plan, database, Time.GetUtcNow());
        if (site.Holds == before) return;
        if (site.Holds == true) log.PowerHeld(site.SiteId);
        else log.PowerNotHeld(site.SiteId);
    }

    protected override void Failed(Exception failure)
    {
        (_plansDue, _orphansDue) = (true, true);
        log.PowerWaited(failure);
    }

    /// <summary>What stations that are there hold of a plan that is no more, and the limits of whole stations of which their plan says nothing any more.</summary>
    private List<(string Station, int ProfileId)> Orphaned(DbConnection connection)
    {
        var plans = _plans.ToDictionary(plan => plan.SiteId, plan => plan.Plan);
        return connection.Query<(string Station, int ProfileId, long SiteId)>("""
            SELECT s.identity, p.charging_profile_id, s.site_id FROM installed_profiles p JOIN stations s ON s.station_id = p.station_id
            WHERE s.removed_at IS NULL AND s.lease_connection IS NOT NULL AND p.charging_profile_id >= @First AND p.charging_profile_id < @After
              AND (p.charging_profile_id = @StationId OR NOT EXISTS (SELECT 1 FROM power_plans o WHERE o.site_id = s.site_id))
              AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.station_id = s.station_id AND c.action = 'ClearChargingProfile' AND c.state IN ('Queued', 'Sent'))
            ORDER BY s.station_id, p.charging_profile_id
            """, new { OrderProfiles.First, OrderProfiles.After, OrderProfiles.StationId })
            .Where(row => !plans.TryGetValue(row.SiteId, out var plan) || !plan.Connectors.Any(said => said.StationMost is not null && string.Equals(said.Station, row.Station, StringComparison.OrdinalIgnoreCase)))
            .Select(row => (row.Station, row.ProfileId)).ToList();
    }

    private void TakeBack(WriteUnit unit)
    {
        foreach (var (identity, id) in Orphaned(unit.Connection))
        {
            if (StationRegistry.Find(unit.Connection, identity) is { } station) CommandQueue.AddByItself(unit, station, new ClearChargingProfileRequest { Id = id });
        }
    }
}
