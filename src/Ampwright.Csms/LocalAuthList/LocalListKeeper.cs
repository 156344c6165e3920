using System.Data.Common;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.LocalAuthList;

/// <summary>
/// Keeps the stations' lists in step. It looks again
/// <code>
///   at a station   when it connects or boots, when one of its list's commands has ended, when it complains of a conflict, when somebody asks
///   at all         a second after anything changed about who may charge
///   at those due   when a window opens or closes, a tag or rule ends, or a failed update is to be tried again
/// </code>
/// and has <see cref="ListSync"/> take the next step.
/// </summary>
internal sealed class LocalListKeeper(EventHub events, Database database, TimeProvider time, ILogger<LocalListKeeper> log) : EventRounds(events, time, Round)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private static readonly HashSet<string> ItsCommands = new(StringComparer.Ordinal)
    {
        Catalogue.SendLocalList.Name, Catalogue.GetLocalListVersion.Name, Catalogue.GetConfiguration.Name,
    };

    private bool _all;

    protected override Task AnewAsync()
    {
        _all = true;
        return Task.CompletedTask;
    }

    protected override async Task TakeAsync(StateChange change)
    {
        switch (change)
        {
            case IdTagChanged or IdTagDeleted or DriverChanged or DriverRemoved or GroupChanged or ChargingRuleChanged or ChargingRuleRemoved
                or ChargingQuotaUsed or SiteChanged:
                _all = true;
                break;
            case StationConnected:
                await LookAsync(change.Station!, list => list with { CheckDue = true });
                break;
            case StationBooted:
                await LookAsync(change.Station!, list => list with { CheckDue = true, LimitsDue = true });
                break;
            case ConnectorStatusChanged { ErrorCode: nameof(ChargePointErrorCode.LocalListConflict) }:
                await LookAsync(change.Station!, list => list with { CheckDue = true, FullDue = true });
                break;
            case StationChanged or LocalListAsked:
                await LookAsync(change.Station!);
                break;
            case CommandChanged { State: not (nameof(CommandState.Queued) or nameof(CommandState.Sent)) } ended when ItsCommands.Contains(ended.Action):
                await LookAsync(change.Station!);
                break;
        }
    }

    protected override async Task RoundAsync()
    {
        var now = Time.GetUtcNow();
        if (!_all && !await database.ReadAsync(connection => connection.ExecuteScalar<long>(
            "SELECT count(*) FROM local_lists WHERE due_at <= @now", new { now }) > 0)) return;
        var due = await database.ReadAsync(connection => connection.Query<string>("""
            SELECT s.identity
            FROM stations s JOIN sites w ON w.site_id = s.site_id LEFT JOIN local_lists l ON l.station_id = s.station_id
            WHERE s.removed_at IS NULL AND s.lease_connection IS NOT NULL AND (@_all OR l.due_at <= @now)
              AND (coalesce(l.mode, 'AsSite') IN ('Automatic', 'ByHand') OR (coalesce(l.mode, 'AsSite') = 'AsSite' AND w.local_lists = 'Automatic'))
            """, new { _all, now }).AsList());
        _all = false;
        foreach (var station in due) await LookAsync(station);
    }

    /// <param name="identity">The station.</param>
    /// <param name="mark">What has become due with it.</param>
    private async Task LookAsync(string identity, Func<ListRecord, ListRecord>? mark = null)
    {
        if (await database.ReadAsync(connection => Kept(connection, identity)) is not { } station) return;
        if (mark is not null) await database.WriteAsync(unit => mark(ListRecord.Of(unit.Connection, station.StationId)).Store(unit));
        ListContent? wanted = null;
        if (!await database.ReadAsync(connection => ListSync.Look(connection, station, Time.GetUtcNow(), out wanted))) return;
        await database.WriteAsync(unit => ListSync.Step(unit, station, wanted));
    }

    /// <summary>The station, where its list is kept in step.</summary>
    private static StationRecord? Kept(DbConnection connection, string identity) =>
        StationRegistry.Find(connection, identity) is { } station && ListRecord.Of(connection, station.StationId).EffectiveMode != ListMode.Off ? station : null;

    protected override void Failed(Exception failure)
    {
        _all = true;
        log.LocalListsWaited(failure);
    }
}
