using System.Data.Common;
using System.Text;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Files;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.Commands;

/// <summary>The steps of a command's life in the store; see <see cref="CommandState"/>. Each raises its event; the last tells the effects.</summary>
internal static class CommandLife
{
    // Those that were not to wait are over as soon as the connection they were meant for is.
    private const string Due = """
        (c.state = 'Queued' AND c.expires_at <= @now)
        OR (c.state = 'Queued' AND c.only_epoch IS NOT NULL AND EXISTS (
          SELECT 1 FROM stations s WHERE s.station_id = c.station_id AND (s.lease_connection IS NULL OR s.lease_epoch <> c.only_epoch)))
        OR (c.state = 'Sent' AND c.sent_at <= @before)
        """;

    private const string LeftAlone = "The station's connection ended before the command could be sent, and it was not to wait for the next.";

    private const string Unreadable = "What is stored of the command cannot be read, so it was not sent: give it again.";

    public static bool AnyQueued(DbConnection connection, long stationId) => connection.ExecuteScalar<bool>(
        "SELECT EXISTS (SELECT 1 FROM commands WHERE station_id = @stationId AND state = 'Queued')", new { stationId });

    /// <summary>
    /// Takes the station's oldest command that may still be sent and marks it sent, before it is: a command is never sent twice.
    /// </summary>
    /// <returns>The command, or null when there is none.</returns>
    public static TakenCommand? TakeNext(WriteUnit unit, Lease lease, StationRecord station, CommandSecrets secrets, ReachedAt reachedAt)
    {
        Leases.Check(unit, lease);
        while (true)
        {
            var row = unit.Connection.QueryFirstOrDefault<Row>("""
                SELECT command_id, action, request, holds_secret, raw, only_epoch FROM commands
                WHERE station_id = @StationId AND state = 'Queued' AND expires_at > @Now ORDER BY command_id LIMIT 1
                """, new { lease.StationId, unit.Now });
            if (row is null) return null;
            var secret = secrets.Find(row.CommandId);
            if (CommandKind.Find(row.Action) is not { } kind || (secret ?? (row.Raw ? new RawPayload(row.Request) : TryRead(kind.Action.Request, row.Request, ReadMode.Strict))) is not { } request)
            {
                // What cannot be read now cannot be read later: it must not stop those behind it.
                Finish(unit, row.CommandId, new CommandEnd(CommandState.Failed) { ErrorText = Unreadable });
                secrets.Forget(row.CommandId);
                continue;
            }
            if (WhyNot() is { } refusal)
            {
                Finish(unit, row.CommandId, new CommandEnd(CommandState.Failed) { ErrorText = refusal });
                secrets.Forget(row.CommandId);
                continue;
            }
            var hash = secret is not null && CommandSecrets.KeyIn(secret) is { } key ? StationPasswordChange.Prepare(unit, lease.StationId, key) : null;
            if (kind.Action == Catalogue.ChangeConfiguration) ProfileDoor.Offer(unit, row.CommandId);
            var messageId = Guid.NewGuid().ToString();
            unit.Connection.Execute("UPDATE commands SET state = 'Sent', sent_at = @Now, message_id = @messageId WHERE command_id = @CommandId",
                new { unit.Now, messageId, row.CommandId });
            unit.Raise(Changed(lease.Identity, row.CommandId, row.Action, CommandState.Sent, status: null, row.Raw));
            return new TakenCommand(row.CommandId, kind, row.Raw ? request : LinkedCommands.Complete(unit, row.CommandId, request, reachedAt), messageId, hash);

            string? WhyNot()
            {
                if (row.HoldsSecret && secret is null) return "Secrets are not kept over a restart of the CSMS: give the command again.";
                if (row.OnlyEpoch is { } epoch && epoch != lease.Epoch) return LeftAlone;
                return row.Raw ? null : CommandRules.Refusal(station, kind, request)?.Message;
            }
        }
    }

    /// <summary>The station answered.</summary>
    public static CommandState Answer(WriteUnit unit, Lease lease, TakenCommand command, object answer)
    {
        var end = command.Request is RawPayload ? CommandEnd.OfRaw(command.Kind, (byte[])answer) : CommandEnd.Of(command.Kind, answer);
        Finish(unit, command.CommandId, end);
        if (command.PasswordHash is not { } hash) return end.State;
        if (end.Status == "Accepted" && StationPasswordChange.Confirm(unit, lease.StationId, hash))
            unit.Raise(new StationPasswordChanged("the station accepted its new key") { Station = lease.Identity });
        else if (end.State == CommandState.Refused)
            StationPasswordChange.Forget(unit, lease.StationId, hash);
        return end.State;
    }

    /// <summary>It never left: it waits again.</summary>
    public static void PutBack(WriteUnit unit, Lease lease, TakenCommand command)
    {
        var back = unit.Connection.Execute("""
            UPDATE commands SET state = 'Queued', sent_at = NULL, message_id = NULL
            WHERE command_id = @CommandId AND state = 'Sent' AND message_id = @MessageId
            """, new { command.CommandId, command.MessageId });
        if (back > 0)
            unit.Raise(Changed(lease.Identity, command.CommandId, command.Kind.Action.Name, CommandState.Queued, status: null, command.Request is RawPayload));
    }

    /// <summary>Ends a command that is not over yet, and tells the features that hang on it.</summary>
    /// <returns>Whether it was not over yet.</returns>
    public static bool Finish(WriteUnit unit, long commandId, CommandEnd end)
    {
        var row = unit.Connection.QuerySingleOrDefault<Ended>("""
            UPDATE commands SET state = @state, finished_at = @Now, answer = @AnswerText, answer_status = @Status, error_code = @ErrorCode,
              error_text = @ErrorText
            WHERE command_id = @commandId AND state IN ('Queued', 'Sent')
            RETURNING station_id, action, request, raw, requested_by, bulk_id, sent_at IS NOT NULL AS was_sent
            """, new { state = end.State.ToString(), unit.Now, end.AnswerText, end.Status, end.ErrorCode, end.ErrorText, commandId });
        if (row is null) return false;
        var station = unit.Connection.QuerySingle<string>("SELECT identity FROM stations WHERE station_id = @StationId", new { row.StationId });
        unit.Raise(Changed(station, commandId, row.Action, end.State, end.Status, row.Raw));
        if (CommandKind.Find(row.Action) is not { } kind || TryRead(kind.Action.Request, row.Request) is not { } request)
        {
            // No feature can be told; a bulk command must still go on without it.
            if (row.BulkId is { } bulk) BulkLife.Unreadable(unit, bulk, row.StationId, commandId);
            return true;
        }
        var failed = CommandEffects.Tell(unit, new CommandOutcome
        {
            CommandId = commandId,
            StationId = row.StationId,
            Station = station,
            Action = kind.Action,
            State = end.State,
            Request = request,
            Answer = end.Answer,
            Status = end.Status,
            Why = end.ErrorText ?? end.ErrorCode,
            RequestedBy = row.RequestedBy,
            BulkId = row.BulkId,
            Raw = row.Raw,
            WasSent = row.WasSent,
        });
        if (failed is null) return true;
        unit.Connection.Execute("UPDATE commands SET effect_error = @failed WHERE command_id = @commandId", new { failed, commandId });
        unit.Raise(new CommandEffectFailed(commandId, row.Action, failed) { Station = station });
        return true;
    }

    /// <summary>Whether <see cref="Expire"/> has something to do.</summary>
    public static bool AnyDue(DbConnection connection, DateTimeOffset now, TimeSpan longestAnswer) => connection.ExecuteScalar<int>(
        $"SELECT EXISTS (SELECT 1 FROM commands c WHERE {Due})", new { now, before = now - longestAnswer }) != 0;

    /// <summary>Commands whose time to be sent is over, and those that were sent so long ago that their end cannot have been recorded.</summary>
    public static IReadOnlyList<long> Expire(WriteUnit unit, TimeSpan longestAnswer)
    {
        var due = unit.Connection.Query<Open>($"SELECT c.command_id, c.state, c.only_epoch, c.expires_at FROM commands c WHERE {Due}",
            new { now = unit.Now, before = unit.Now - longestAnswer }).AsList();
        foreach (var command in due)
        {
            Finish(unit, command.CommandId, command switch
            {
                { State: CommandState.Sent } => new CommandEnd(CommandState.TimedOut) { ErrorText = "No answer was recorded." },
                _ when command.ExpiresAt <= unit.Now => new CommandEnd(CommandState.Expired) { ErrorText = "The station was not there in time." },
                _ => new CommandEnd(CommandState.Failed) { ErrorText = LeftAlone },
            });
        }
        return due.ConvertAll(command => command.CommandId);
    }

    /// <summary>At the start of the program: what an earlier run had sent can get no answer any more.</summary>
    public static void FailThoseOfEarlierRun(WriteUnit unit)
    {
        foreach (var command in unit.Connection.Query<long>("SELECT command_id FROM commands WHERE state = 'Sent'").AsList())
        {
            Finish(unit, command, new CommandEnd(CommandState.Failed)
            {
                ErrorText = "The CSMS ended before the answer came; the station may have carried it out.",
            });
        }
    }

    /// <summary>Fails whatever waits for a station or for its answer.</summary>
    public static void FailOpen(WriteUnit unit, long stationId, string why)
    {
        foreach (var command in unit.Connection.Query<long>(
            "SELECT command_id FROM commands WHERE station_id = @stationId AND state IN ('Queued', 'Sent')", new { stationId }).AsList())
            Finish(unit, command, new CommandEnd(CommandState.Failed) { ErrorText = why });
    }

    private static object? TryRead(PayloadShape shape, string json, ReadMode mode = ReadMode.Tolerant)
    {
        try
        {
            return shape.Read(Encoding.UTF8.GetBytes(json), mode);
        }
        catch (OcppViolationException)
        {
            return null;
        }
    }

    private static CommandChanged Changed(string station, long commandId, string action, CommandState state, string? status, bool raw) =>
        new(commandId, action, state.ToString(), status, raw ? true : null) { Station = station };

    private sealed class Row
    {
        public long CommandId { get; init; }
        public string Action { get; init; } = "";
        public string Request { get; init; } = "";
        public bool HoldsSecret { get; init; }
        public bool Raw { get; init; }
        public long? OnlyEpoch { get; init; }
    }

    private sealed class Ended
    {
        public long StationId { get; init; }
        public string Action { get; init; } = "";
        public string Request { get; init; } = "";
        public bool Raw { get; init; }
        public string RequestedBy { get; init; } = "";
        public long? BulkId { get; init; }
        public bool WasSent { get; init; }
    }

    private sealed class Open
    {
        public long CommandId { get; init; }
        public CommandState State { get; init; }
        public long? OnlyEpoch { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }
}
