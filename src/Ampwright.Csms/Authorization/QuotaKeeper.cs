using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Authorization;

/// <summary>
/// Sees when a quota is used up: within a second of the session or the meter value that does it. What follows is in <see cref="QuotaBook.NoteEnd"/>;
/// the stations' lists follow the event. Beside the stations' messages, so that these cost nothing more.
/// </summary>
internal sealed class QuotaKeeper(EventHub events, Database database, TimeProvider time, ILogger<QuotaKeeper> log)
    : EventRounds(events, time, TimeSpan.FromSeconds(1))
{
    private const int AtOnce = 500;

    // The longest period, and a day for time zones.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(33);

    private readonly HashSet<int> _touched = [];
    private bool _all;
    private bool _anyQuota = true;

    protected override Task AnewAsync()
    {
        _all = true;
        return Task.CompletedTask;
    }

    protected override Task TakeAsync(StateChange change)
    {
        switch (change)
        {
            case ChargingRuleChanged or ChargingRuleRemoved:
                _all = _anyQuota = true;
                break;
            case TransactionStarted started when _anyQuota:
                _touched.Add(started.TransactionId);
                break;
            case TransactionMetered { TransactionId: { } metered } when _anyQuota:
                _touched.Add(metered);
                break;
            case TransactionStopped stopped when _anyQuota:
                _touched.Add(stopped.TransactionId);
                break;
        }
        return Task.CompletedTask;
    }

    protected override async Task RoundAsync()
    {
        if (!_all && _touched.Count == 0) return;
        _anyQuota = !_all ? _anyQuota : await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM charging_rules WHERE quota_per IS NOT NULL") > 0);
        if (_anyQuota)
        {
            var now = Time.GetUtcNow();
            List<Use> uses = [];
            if (_all) uses = await database.ReadAsync(connection => connection.Query<Use>("""
                SELECT DISTINCT u.rule_id, u.driver_id, CASE WHEN t.stop_received_at IS NULL THEN u.counted_at END AS counted_at
                FROM quota_uses u JOIN transactions t ON t.transaction_id = u.transaction_id WHERE u.counted_at >= @since OR t.stop_received_at IS NULL
                """, new { since = now - Longest }).AsList());
            else foreach (var ids in _touched.Chunk(AtOnce)) uses.AddRange(await database.ReadAsync(connection => connection.Query<Use>(
                "SELECT DISTINCT rule_id, driver_id, counted_at FROM quota_uses WHERE transaction_id IN @ids", new { ids }).AsList()));
            foreach (var use in uses.DistinctBy(use => (use.RuleId, use.DriverId))) await LookAsync(use, now);
            // A session counts in the period in which it began, and may use it up after its end.
            foreach (var use in uses.Where(use => use.CountedAt is not null).Distinct()) await EndAsync(use, now);
        }
        _touched.Clear();
        _all = false;
    }

    protected override void Failed(Exception failure)
    {
        _all = true;
        log.QuotasWaited(failure);
    }

    private async Task LookAsync(Use use, DateTimeOffset now)
    {
        if (await database.ReadAsync(connection => Ended(connection, use, now)) is not { } ended) return;
        await database.WriteAsync(unit => QuotaBook.NoteEnd(unit, ended, Whose(ended, use)));
    }

    /// <summary>Ends what runs at the cost of a period that is over.</summary>
    private async Task EndAsync(Use use, DateTimeOffset now)
    {
        var past = await database.ReadAsync(connection =>
        {
            if (RuleList.Find(connection, use.RuleId) is not { HasQuota: true, QuotaEndsSessions: true } bare) return null;
            var rule = bare with { Spent = QuotaBook.SpentOf(connection, bare, use.CountedAt!.Value, use.DriverId).By(bare, use.DriverId) };
            return rule.Spent.Until <= now && rule.Spent.EnergyWh >= rule.QuotaWh && QuotaBook.Running(connection, rule, Whose(rule, use)).Count > 0 ? rule : null;
        });
        if (past is not null) await database.WriteAsync(unit => QuotaBook.EndSessions(unit, past, Whose(past, use)));
    }

    private static long? Whose(ChargingRule rule, Use use) => rule.QuotaOf == QuotaOf.Group ? null : use.DriverId;

    /// <summary>The rule, where its quota is used up and something follows that has not been done yet.</summary>
    private static ChargingRule? Ended(DbConnection connection, Use use, DateTimeOffset now)
    {
        if (RuleList.Find(connection, use.RuleId) is not { HasQuota: true } bare) return null;
        var rule = bare with { Spent = QuotaBook.SpentOf(connection, bare, now, use.DriverId).By(bare, use.DriverId) };
        if (!rule.IsUsedUp) return null;
        var who = Whose(rule, use);
        return !QuotaBook.IsEndTold(connection, rule, who) || (rule.QuotaEndsSessions && rule.Spent.EnergyWh >= rule.QuotaWh && QuotaBook.Running(connection, rule, who).Count > 0)
            ? rule : null;
    }

    private sealed record Use
    {
        public long RuleId { get; init; }
        public long DriverId { get; init; }

        /// <summary>When a session of it began that may run still.</summary>
        public DateTimeOffset? CountedAt { get; init; }
    }
}
