using System.Data.Common;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;
using Dapper;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// A site whose power is shared: between the sharing, which knows no store, and the commands that carry it. What stations said that they hold, and what was
/// on its way, is read from the store at the start: nothing that a station may hold is forgotten.
/// </summary>
internal sealed class SharedSite(long siteId)
{
    /// <summary>A limit that was not sent by then is another's: the next is made from what is known then.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<long, ShareOrder> _open = [];
    private readonly Dictionary<int, MeasuredDraw> _draws = [];
    private readonly HashSet<int> _metered = [];
    private HashSet<int> _running = [];
    private readonly SiteShare _share = new();
    private SiteFacts? _facts;
    private PowerPlan? _plan;
    private readonly HashSet<(long Station, bool Moved)> _recalled = [];

    public long SiteId => siteId;

    /// <summary>Whether the worst that stations could draw was within every limit as it was last looked at; null: it was not yet.</summary>
    public bool? Holds { get; private set; }

    /// <summary>There are new meter values of a transaction.</summary>
    public void NoteMetered(int transactionId) => _metered.Add(transactionId);

    /// <summary>One round: what became of what was sent, what is known, what is to be sent.</summary>
    public async Task LookAsync(PowerPlan plan, Database database, DateTimeOffset now)
    {
        var (facts, ends) = await database.ReadAsync(connection => Read(connection, plan, now));
        List<ShareOrder> orders;
        lock (_gate)
        {
            foreach (var (order, end) in ends) order.Of.End(order.Claim, end, now);
            (_plan, _facts) = (plan, facts);
            orders = _share.Look(plan, facts);
        }
        if (orders.Count > 0) await SendAsync(orders, facts, plan, database, now);
        var holds = Report(site => SiteProof.Of(plan, facts, site).Holds);
        if (holds == Holds) return;
        var was = Holds;
        Holds = holds;
        if (was is not null || !holds) await database.WriteAsync(unit => unit.Raise(new Events.PowerProofChanged(siteId, holds)));
    }

    /// <summary>What is known now; null before the first round.</summary>
    public T? Report<T>(Func<PowerPlan, SiteFacts, IReadOnlyList<ConnectorShare>, T> of) where T : class
    {
        lock (_gate) return _plan is null || _facts is null ? null : of(_plan, _facts, _share.Connectors);
    }

    private T Report<T>(Func<IReadOnlyList<ConnectorShare>, T> of)
    {
        lock (_gate) return of(_share.Connectors);
    }

    private (SiteFacts Facts, List<(ShareOrder Order, ClaimEnd End)> Ends) Read(DbConnection connection, PowerPlan plan, DateTimeOffset now)
    {
        foreach (var transaction in _metered.Where(_running.Contains))
        {
            if (MeasuredDraw.Newest(connection, transaction, plan.Voltage) is { } draw) _draws[transaction] = draw;
        }
        _metered.Clear();
        // Before what stations hold: whatever was accepted by now is installed by then.
        var ended = Ended(connection);
        var facts = SiteReader.Read(connection, siteId, plan, _draws, now);
        _running = [.. facts.Stations.SelectMany(station => station.Connectors).Select(connector => connector.Transaction).OfType<int>()];
        foreach (var over in _draws.Keys.Where(transaction => !_running.Contains(transaction)).ToList()) _draws.Remove(over);
        _recalled.IntersectWith(facts.Stations.Select(station => (station.StationId, station.Moved)));
        if (facts.Stations.Any(station => !_recalled.Contains((station.StationId, station.Moved))))
        {
            _metered.UnionWith(_running);
            Recall(connection, plan, facts, now);
        }
        return (facts, ended);
    }

    private List<(ShareOrder Order, ClaimEnd End)> Ended(DbConnection connection)
    {
        var ended = new List<(ShareOrder, ClaimEnd)>();
        var over = new Dictionary<long, ClaimEnd>();
        foreach (var some in _open.Keys.Chunk(500).ToList())
        {
            foreach (var row in connection.Query<CommandRow>("SELECT command_id, state, answer_status, sent_at IS NOT NULL AS was_sent FROM commands WHERE command_id IN @some", new { some }))
            {
                if (EndOf(row) is { } end) over[row.CommandId] = end;
            }
        }
        // Only once all is read: where the store goes away meanwhile, nothing is forgotten.
        foreach (var (number, end) in over)
        {
            if (_open.Remove(number, out var order)) ended.Add((order, end));
        }
        return ended;
    }

    private static ClaimEnd? EndOf(CommandRow command) => command switch
    {
        { State: CommandState.Queued or CommandState.Sent } => null,
        { State: CommandState.Answered, AnswerStatus: "Accepted" } => ClaimEnd.Accepted,
        { State: CommandState.Refused or CommandState.Answered } => ClaimEnd.Refused,
        { WasSent: true, State: CommandState.TimedOut or CommandState.Failed } => ClaimEnd.Lost,
        _ => ClaimEnd.NeverSent,
    };

    private async Task SendAsync(List<ShareOrder> orders, SiteFacts facts, PowerPlan plan, Database database, DateTimeOffset now)
    {
        var stations = facts.Stations.ToDictionary(station => station.StationId);
        List<long?> sent;
        try
        {
            sent = await AddAsync(orders, stations, plan, database, now);
        }
        catch
        {
            // Whether they are on their way nobody knows: they count, and are not waited for.
            lock (_gate)
            {
                foreach (var order in orders) order.Of.End(order.Claim, ClaimEnd.Lost, now);
            }
            throw;
        }
        lock (_gate)
        {
            foreach (var (order, number) in orders.Zip(sent))
            {
                order.Claim.Command = number;
                if (number is { } command) _open[command] = order;
                else order.Of.End(order.Claim, ClaimEnd.NeverSent, now);
            }
        }
    }

    private static Task<List<long?>> AddAsync(List<ShareOrder> orders, Dictionary<long, StationFacts> stations, PowerPlan plan, Database database, DateTimeOffset now) =>
        database.WriteAsync(unit =>
        {
            var numbers = new List<long?>(orders.Count);
            foreach (var order in orders)
            {
                var station = StationRegistry.Find(unit.Connection, order.Station);
                numbers.Add(station is null ? null : CommandQueue.AddByItself(unit, station, OrderProfiles.Request(order, stations[order.StationId], now, plan.Voltage), Lifetime));
            }
            return numbers;
        });

    /// <summary>What an earlier run of the program had sent, or another site to a station that stands here now.</summary>
    private void Recall(DbConnection connection, PowerPlan plan, SiteFacts facts, DateTimeOffset now)
    {
        lock (_gate)
        {
            _share.Know(plan, facts);
            foreach (var station in facts.Stations.Where(station => !_recalled.Contains((station.StationId, station.Moved))))
            {
                var rows = StationProfiles.Rows(connection, station.StationId).FindAll(row => station.Installed!.ContainsKey(row.ChargingProfileId));
                foreach (var held in rows) Recall(station, plan, held.Set, held.CommandId, new CommandRow { CommandId = held.CommandId, State = CommandState.Answered, AnswerStatus = "Accepted" }, now);
                // What a station that was moved may hold beyond what it said is its new site's to count.
                if (station.Moved) continue;
                var sent = connection.Query<CommandRow>("""
                    SELECT command_id, state, answer_status, sent_at IS NOT NULL AS was_sent, request FROM commands
                    WHERE station_id = @StationId AND action = 'SetChargingProfile' AND state IN ('Queued', 'Sent', 'TimedOut', 'Failed') AND requested_by = @who AND command_id > @since
                    ORDER BY command_id
                    """, new { station.StationId, who = Caller.Program.Label, since = rows.Select(row => row.CommandId).DefaultIfEmpty(0).Min() });
                foreach (var command in sent)
                {
                    var set = (SetChargingProfileRequest)Catalogue.SetChargingProfile.Request.Read(Encoding.UTF8.GetBytes(command.Request), ReadMode.Tolerant);
                    if (EndOf(command) is not ClaimEnd.NeverSent) Recall(station, plan, set, command.CommandId, command, now);
                }
            }
        }
        _recalled.UnionWith(facts.Stations.Select(station => (station.StationId, station.Moved)));
    }

    private void Recall(StationFacts station, PowerPlan plan, SetChargingProfileRequest set, long number, CommandRow command, DateTimeOffset now)
    {
        if (OrderProfiles.Of(set.CsChargingProfiles.ChargingProfileId) is not var (kind, connectorId)) return;
        var connector = _share.Find(station.StationId, kind == OrderKind.StationMost ? station.Connectors[0].ConnectorId : connectorId);
        if (connector is null || (kind == OrderKind.Transaction && set.CsChargingProfiles.TransactionId != connector.Facts.Transaction)) return;
        var claims = kind switch { OrderKind.StationMost => _share.OfStation(station.StationId), OrderKind.Fallback => connector.Fallback, _ => connector.Transaction };
        // A newer one that was accepted has ended whatever was sent before it.
        if (claims.Held is { Command: { } later } && later > number) return;
        var limit = OrderProfiles.LimitOf(set.CsChargingProfiles, connector.Plan.Wiring.Weight, plan.Voltage);
        var claim = claims.Add(limit, set.CsChargingProfiles.ValidTo?.Instant ?? SiteShare.Never, now);
        claim.Command = number;
        if (EndOf(command) is { } end) claims.End(claim, end, now);
        else
        {
            _open[number] = new ShareOrder { Kind = kind, StationId = station.StationId, Station = station.Identity, ConnectorId = connectorId, Limit = limit, Of = claims, Claim = claim };
        }
    }

    private sealed class CommandRow
    {
        public long CommandId { get; init; }
        public CommandState State { get; init; }
        public string? AnswerStatus { get; init; }
        public bool WasSent { get; init; }
        public string Request { get; init; } = "{}";
    }
}
