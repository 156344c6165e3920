using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Payloads;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Commands;

/// <summary>The steps of a command's life in the store; see <see cref="CommandState"/>. Each raises its event.</summary>
internal static class CommandLife
{
    public static bool AnyQueued(DbConnection connection, long stationId) => connection.ExecuteScalar<int>(
        "SELECT EXISTS (SELECT 1 FROM commands WHERE station_id = @stationId AND state = 'Queued')", new { stationId }) != 0;

    /// <summary>
    /// Takes the station's oldest command that may still be sent and marks it sent, before it is: a command is never sent twice.
    /// </summary>
    /// <returns>The command, or null when there is none.</returns>
    public static TakenCommand? TakeNext(WriteUnit unit, Lease lease, StationRecord station, CommandSecrets secrets)
    {
        Leases.Check(unit, lease);
        while (true)
        {
            var row = unit.Connection.QueryFirstOrDefault<Row>("""
                SELECT command_id, action, request, holds_secret FROM commands
                WHERE station_id = @StationId AND state = 'Queued' AND expires_at > @Now ORDER BY command_id LIMIT 1
                """, new { lease.StationId, unit.Now });
            if (row is null) return null;
            var kind = CommandKind.Find(row.Action)!;
            var secret = secrets.Find(row.CommandId);
            var refusal = row.HoldsSecret && secret is null
                ? "Secrets are not kept over a restart of the CSMS: give the command again."
                : CommandDesk.WhyNot(station, kind);
            if (refusal is not null)
            {
                Finish(unit, lease.Identity, row.CommandId, row.Action, CommandState.Failed, errorText: refusal);
                secrets.Forget(row.CommandId);
                continue;
            }
            var request = secret ?? kind.Action.Request.Read(System.Text.Encoding.UTF8.GetBytes(row.Request), ReadMode.Strict);
            byte[]? hash = null;
            if (secret is { } change && CommandSecrets.IsAuthorizationKey(change.Key) && StationPassword.TryDecodeHex(change.Value, out var key))
                hash = StationPasswordChange.Prepare(unit, lease.StationId, key);
            var messageId = Guid.NewGuid().ToString();
            unit.Connection.Execute("UPDATE commands SET state = 'Sent', sent_at = @Now, message_id = @messageId WHERE command_id = @CommandId",
                new { unit.Now, messageId, row.CommandId });
            unit.Raise(new CommandChanged(row.CommandId, row.Action, nameof(CommandState.Sent), AnswerStatus: null) { Station = lease.Identity });
            return new TakenCommand(row.CommandId, kind, request, messageId, hash);
        }
    }

    /// <summary>The station answered.</summary>
    public static void Answer(WriteUnit unit, Lease lease, TakenCommand command, object answer)
    {
        var status = StatusOf(command, answer);
        var agreed = status is null || command.Kind.Agreeing.Contains(status, StringComparer.Ordinal);
        var stored = PayloadJson.ToText(command.Kind.Action.Response, CommandSecrets.MaskedAnswer(answer));
        Finish(unit, lease.Identity, command.CommandId, command.Kind.Action.Name, agreed ? CommandState.Answered : CommandState.Refused, stored, status);
        if (command.PasswordHash is not { } hash) return;
        if (status == "Accepted" && StationPasswordChange.Confirm(unit, lease.StationId, hash))
            unit.Raise(new StationPasswordChanged("the station accepted its new key") { Station = lease.Identity });
        else if (!agreed)
            StationPasswordChange.Forget(unit, lease.StationId, hash);
    }

    /// <summary>It never left: it waits again.</summary>
    public static void PutBack(WriteUnit unit, Lease lease, TakenCommand command)
    {
        var back = unit.Connection.Execute("""
            UPDATE commands SET state = 'Queued', sent_at = NULL, message_id = NULL
            WHERE command_id = @CommandId AND state = 'Sent' AND message_id = @MessageId
            """, new { command.CommandId, command.MessageId });
        if (back > 0)
        {
            unit.Raise(new CommandChanged(command.CommandId, command.Kind.Action.Name, nameof(CommandState.Queued), AnswerStatus: null)
            {
                Station = lease.Identity,
            });
        }
    }

    public static void Finish(
        WriteUnit unit, string station, long commandId, string action, CommandState state, string? answer = null, string? status = null,
        string? errorCode = null, string? errorText = null)
    {
        var finished = unit.Connection.Execute("""
            UPDATE commands SET state = @state, finished_at = @Now, answer = @answer, answer_status = @status, error_code = @errorCode,
              error_text = @errorText
            WHERE command_id = @commandId AND state IN ('Queued', 'Sent')
            """, new { state = state.ToString(), unit.Now, answer, status, errorCode, errorText, commandId });
        if (finished > 0) unit.Raise(new CommandChanged(commandId, action, state.ToString(), status) { Station = station });
    }

    /// <summary>Commands whose time to be sent is over, and those that were sent so long ago that their end cannot have been recorded.</summary>
    public static IReadOnlyList<long> Expire(WriteUnit unit, TimeSpan longestAnswer)
    {
        var expired = unit.Connection.Query<Open>($"{Open.Columns} WHERE c.state = 'Queued' AND c.expires_at <= @Now", new { unit.Now }).AsList();
        foreach (var command in expired)
            Finish(unit, command.Station, command.CommandId, command.Action, CommandState.Expired, errorText: "The station was not there in time.");
        var lost = unit.Connection.Query<Open>($"{Open.Columns} WHERE c.state = 'Sent' AND c.sent_at <= @before",
            new { before = unit.Now - longestAnswer }).AsList();
        foreach (var command in lost)
            Finish(unit, command.Station, command.CommandId, command.Action, CommandState.TimedOut, errorText: "No answer was recorded.");
        return [.. expired.Concat(lost).Select(command => command.CommandId)];
    }

    /// <summary>At the start of the program: what an earlier run had sent can get no answer any more.</summary>
    public static void FailThoseOfEarlierRun(WriteUnit unit)
    {
        foreach (var command in unit.Connection.Query<Open>($"{Open.Columns} WHERE c.state = 'Sent'").AsList())
        {
            Finish(unit, command.Station, command.CommandId, command.Action, CommandState.Failed,
                errorText: "The CSMS ended before the answer came; the station may have carried it out.");
        }
    }

    private static string? StatusOf(TakenCommand command, object answer)
    {
        using var json = System.Text.Json.JsonDocument.Parse(PayloadJson.ToUtf8(command.Kind.Action.Response, answer));
        return json.RootElement.TryGetProperty("status", out var status) ? status.GetString() : null;
    }

    private sealed class Row
    {
        public long CommandId { get; init; }
        public string Action { get; init; } = "";
        public string Request { get; init; } = "";
        public bool HoldsSecret { get; init; }
    }

    private sealed class Open
    {
        public const string Columns = "SELECT c.command_id, c.action, s.identity AS station FROM commands c JOIN stations s USING (station_id)";

        public long CommandId { get; init; }
        public string Action { get; init; } = "";
        public string Station { get; init; } = "";
    }
}
