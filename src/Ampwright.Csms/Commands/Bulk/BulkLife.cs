using System.Data.Common;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.Commands.Bulk;

/// <summary>
/// The steps of a bulk command's life in the store. All of it is there: a restart loses nothing, and whoever comes by may go on with it.
/// </summary>
internal static class BulkLife
{
    /// <summary>The least number of ends from which a rate of failures is read.</summary>
    public const int LeastEnds = 10;

    /// <summary>Targets taken in one unit of work: the writer is everybody's.</summary>
    private const int MostAtOnce = 200;

    private const string CannotBeRead = "What is stored of the command cannot be read.";

    private const string Columns = """
        SELECT bulk_id, action, request, state, detail, concurrency, stop_on_error_percent, lifetime_seconds, waits_for_station, patience_seconds, firmware_id, any_model,
               forgiven_failures, forgiven_ends, requested_by, created_at, finished_at, waiting_count AS waiting, open_count AS open, succeeded_count AS succeeded,
               failed_count AS failed, skipped_count AS skipped
        FROM bulk_commands
        """;

    // It is paused, resumed and cancelled as a whole, so whoever does not see all of its stations does not see it.
    private const string Seen = """
        (@All OR NOT EXISTS (
          SELECT 1 FROM bulk_targets t JOIN stations s ON s.station_id = t.station_id
          WHERE t.bulk_id = bulk_commands.bulk_id AND s.site_id NOT IN @Ids))
        """;

    public static BulkCommand? Find(DbConnection connection, long bulkId) =>
        connection.QuerySingleOrDefault<BulkCommand>($"{Columns} WHERE bulk_id = @bulkId", new { bulkId });

    /// <summary>Null also when some of its stations stand at other sites than the scope covers.</summary>
    public static BulkCommand? Find(DbConnection connection, long bulkId, SiteScope scope) =>
        connection.QuerySingleOrDefault<BulkCommand>($"{Columns} WHERE bulk_id = @bulkId AND {Seen}", new { bulkId, scope.All, scope.Ids });

    /// <summary>The newest first, those whose stations the scope covers.</summary>
    public static List<BulkCommand> List(DbConnection connection, SiteScope scope, long before, int limit) => connection.Query<BulkCommand>(
        $"{Columns} WHERE bulk_id < @before AND {Seen} ORDER BY bulk_id DESC LIMIT @limit", new { before, scope.All, scope.Ids, limit }).AsList();

    public static List<BulkTarget> Targets(DbConnection connection, long bulkId, string? state, string after, int limit) => connection.Query<BulkTarget>("""
        SELECT s.identity AS station, t.state, t.command_id, t.detail FROM bulk_targets t JOIN stations s ON s.station_id = t.station_id
        WHERE t.bulk_id = @bulkId AND (@state IS NULL OR t.state = @state) AND s.identity_key > @after ORDER BY s.identity_key LIMIT @limit
        """, new { bulkId, state, after, limit }).AsList();

    /// <summary>Those that could go on now: one that only waits for what is under way would tell the same over and over.</summary>
    public static List<long> Runnable(DbConnection connection) => connection.Query<long>(
        "SELECT bulk_id FROM bulk_commands WHERE state = 'Running' AND open_count < concurrency AND (waiting_count > 0 OR open_count = 0)").AsList();

    /// <param name="unit">The unit of work.</param>
    /// <param name="command">What each station gets.</param>
    /// <param name="stations">Their numbers.</param>
    /// <param name="concurrency">How many may be under way at once.</param>
    /// <param name="stopOnErrorPercent">The share of failures at which it stops; null never.</param>
    /// <param name="order">The update or upload that the command asks for, to be followed to its end; null for an ordinary command.</param>
    public static long Create(
        WriteUnit unit, NewCommand command, IReadOnlyList<long> stations, int concurrency, int? stopOnErrorPercent, TransferOrder? order = null)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO bulk_commands (action, request, state, concurrency, stop_on_error_percent, lifetime_seconds, waits_for_station, waiting_count,
              patience_seconds, firmware_id, any_model, requested_by, created_at)
            VALUES (@action, @StoredRequest, 'Running', @concurrency, @stopOnErrorPercent, @lifetime, @WaitsForStation, @waiting,
              @patience, @firmware, @anyModel, @RequestedBy, @Now) RETURNING bulk_id
            """, new
        {
            action = command.Kind.Action.Name,
            command.StoredRequest,
            concurrency,
            stopOnErrorPercent,
            lifetime = (int)command.Lifetime.TotalSeconds,
            command.WaitsForStation,
            waiting = stations.Count,
            patience = (long?)order?.Patience.TotalSeconds,
            firmware = order?.FirmwareId,
            anyModel = order?.AnyModel == true,
            command.RequestedBy,
            unit.Now,
        });
        foreach (var station in stations)
            unit.Connection.Execute("INSERT INTO bulk_targets (bulk_id, station_id, state) VALUES (@id, @station, 'Waiting')", new { id, station });
        Advance(unit, id);
        return id;
    }

    /// <summary>Gives as many commands as may be under way at once; ends it when there is nothing left.</summary>
    public static void Advance(WriteUnit unit, long bulkId)
    {
        for (var given = 0; given < MostAtOnce; given++)
        {
            var bulk = Find(unit.Connection, bulkId)!;
            if (bulk.State != BulkState.Running) break;
            if (TooManyFailed(bulk)) Set(unit, bulkId, BulkState.Stopped, $"{bulk.Failed} of {bulk.Succeeded + bulk.Failed} failed; it stops at {bulk.StopOnErrorPercent} %.");
            else if (bulk is { Waiting: 0, Open: 0 }) Set(unit, bulkId, BulkState.Done, null);
            else if (bulk.Waiting > 0 && bulk.Open < bulk.Concurrency) GiveNext(unit, bulk);
            else break;
        }
        Tell(unit, bulkId);
    }

    /// <summary>One station's command is over, and with it its part, unless an update or upload goes on.</summary>
    public static void Ended(WriteUnit unit, long bulkId, CommandOutcome outcome)
    {
        if ((outcome.State == CommandState.Answered || outcome.IsOpen) && Find(unit.Connection, bulkId)!.FollowsTransfers) return;
        var state = outcome.State switch
        {
            CommandState.Answered => "Succeeded",
            CommandState.Cancelled => "Skipped",
            _ => "Failed",
        };
        End(unit, bulkId, outcome.StationId, outcome.CommandId, state,
            outcome.State == CommandState.Answered ? outcome.Status : outcome.Status ?? outcome.Why ?? outcome.State.ToString());
    }

    /// <summary>One station's part is over, if it was not yet: the next one's follows.</summary>
    public static void End(WriteUnit unit, long bulkId, long stationId, long commandId, string state, string? detail)
    {
        // A station that was held to have failed may tell late that it succeeded.
        if (Move(unit, bulkId, stationId, "Open", state, commandId, detail) || (state == "Succeeded" && Move(unit, bulkId, stationId, "Failed", state, commandId, detail)))
            Advance(unit, bulkId);
    }

    /// <summary>The command of one station was ended for what is stored of it.</summary>
    public static void Unreadable(WriteUnit unit, long bulkId, long stationId, long commandId) => End(unit, bulkId, stationId, commandId, "Failed", CannotBeRead);

    /// <returns>Whether the bulk command was in a state to go there from.</returns>
    public static bool Turn(WriteUnit unit, long bulkId, BulkState to)
    {
        var from = to switch
        {
            BulkState.Paused => "'Running'",
            BulkState.Running => "'Paused', 'Stopped'",
            _ => "'Running', 'Paused', 'Stopped'",
        };
        if (unit.Connection.ExecuteScalar<int>($"SELECT count(*) FROM bulk_commands WHERE bulk_id = @bulkId AND state IN ({from})", new { bulkId }) == 0) return false;
        if (to == BulkState.Running)
        {
            // What failed before the resume is known to whoever resumes.
            var bulk = Find(unit.Connection, bulkId)!;
            unit.Connection.Execute("UPDATE bulk_commands SET forgiven_failures = @Failed, forgiven_ends = @ends WHERE bulk_id = @bulkId",
                new { bulk.Failed, ends = bulk.Failed + bulk.Succeeded, bulkId });
        }
        Set(unit, bulkId, to, null);
        if (to == BulkState.Cancelled) TakeBack(unit, bulkId);
        Advance(unit, bulkId);
        return true;
    }

    private static bool TooManyFailed(BulkCommand bulk)
    {
        var ends = bulk.Succeeded + bulk.Failed - bulk.ForgivenEnds;
        return bulk.StopOnErrorPercent is { } percent && bulk.Waiting > 0 && ends >= Math.Min(LeastEnds, bulk.Total)
            && (bulk.Failed - bulk.ForgivenFailures) * 100 >= percent * ends;
    }

    private static void GiveNext(WriteUnit unit, BulkCommand bulk)
    {
        var (id, identity) = unit.Connection.QueryFirst<(long Id, string Identity)>("""
            SELECT t.station_id, s.identity FROM bulk_targets t JOIN stations s ON s.station_id = t.station_id
            WHERE t.bulk_id = @BulkId AND t.state = 'Waiting' ORDER BY t.station_id LIMIT 1
            """, new { bulk.BulkId });
        if (StationRegistry.Find(unit.Connection, identity) is not { } station)
        {
            Move(unit, bulk.BulkId, id, "Waiting", "Failed", null, "The station was removed.");
            return;
        }
        if (CommandKind.Find(bulk.Action) is not { } kind)
        {
            Move(unit, bulk.BulkId, id, "Waiting", "Failed", null, CannotBeRead);
            return;
        }
        try
        {
            var command = new NewCommand
            {
                Kind = kind,
                Request = kind.Action.Request.Read(Encoding.UTF8.GetBytes(bulk.Request), ReadMode.Strict),
                RequestedBy = bulk.RequestedBy,
                Lifetime = TimeSpan.FromSeconds(bulk.LifetimeSeconds),
                WaitsForStation = bulk.WaitsForStation,
                BulkId = bulk.BulkId,
            };
            var order = BulkTransfers.OrderOf(unit.Connection, bulk, command.Request);
            Move(unit, bulk.BulkId, id, "Waiting", "Open", order?.Give(unit, station, command) ?? CommandQueue.Add(unit, station, command).CommandId, null);
        }
        catch (CommandInvalidException refusal)
        {
            Move(unit, bulk.BulkId, id, "Waiting", "Failed", null, refusal.Message);
        }
        catch (OcppViolationException)
        {
            Move(unit, bulk.BulkId, id, "Waiting", "Failed", null, CannotBeRead);
        }
    }

    private static void TakeBack(WriteUnit unit, long bulkId)
    {
        var skipped = unit.Connection.Execute("UPDATE bulk_targets SET state = 'Skipped' WHERE bulk_id = @bulkId AND state = 'Waiting'", new { bulkId });
        Count(unit, bulkId, "Waiting", "Skipped", skipped);
        foreach (var command in unit.Connection.Query<long>("SELECT command_id FROM commands WHERE bulk_id = @bulkId AND state = 'Queued'", new { bulkId }).AsList())
            CommandLife.Finish(unit, command, new CommandEnd(CommandState.Cancelled) { ErrorText = $"Bulk command {bulkId} was cancelled." });
    }

    /// <returns>Whether it was there to be moved.</returns>
    private static bool Move(WriteUnit unit, long bulkId, long stationId, string from, string to, long? commandId, string? detail)
    {
        var moved = unit.Connection.Execute("""
            UPDATE bulk_targets SET state = @to, command_id = @commandId, detail = @detail
            WHERE bulk_id = @bulkId AND station_id = @stationId AND state = @from
            """, new { to, commandId, detail, bulkId, stationId, from });
        if (moved > 0) Count(unit, bulkId, from, to, moved);
        return moved > 0;
    }

    private static void Count(WriteUnit unit, long bulkId, string from, string to, int moved) => unit.Connection.Execute(
        $"UPDATE bulk_commands SET {Counter(from)} = {Counter(from)} - @moved, {Counter(to)} = {Counter(to)} + @moved WHERE bulk_id = @bulkId", new { moved, bulkId });

    private static string Counter(string state) => state switch
    {
        "Waiting" => "waiting_count",
        "Open" => "open_count",
        "Succeeded" => "succeeded_count",
        "Failed" => "failed_count",
        _ => "skipped_count",
    };

    private static void Set(WriteUnit unit, long bulkId, BulkState state, string? detail) => unit.Connection.Execute(
        "UPDATE bulk_commands SET state = @state, detail = @detail, finished_at = @finished WHERE bulk_id = @bulkId",
        new { state = state.ToString(), detail, finished = state is BulkState.Done or BulkState.Cancelled ? unit.Now : (DateTimeOffset?)null, bulkId });

    private static void Tell(WriteUnit unit, long bulkId)
    {
        var bulk = Find(unit.Connection, bulkId)!;
        unit.Raise(new BulkCommandChanged(bulkId, bulk.Action, bulk.State.ToString(), bulk.Total, bulk.Waiting, bulk.Open, bulk.Succeeded, bulk.Failed));
    }
}
