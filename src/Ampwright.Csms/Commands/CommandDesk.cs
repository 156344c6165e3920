using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.Commands;

/// <summary>Where operators hand in commands to stations and see what became of them.</summary>
internal sealed class CommandDesk(Database database, LiveStations live, CommandSecrets secrets)
{
    /// <summary>How long a command waits for its station unless told otherwise.</summary>
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    private const string Columns = """
        SELECT c.command_id, s.identity AS station, s.site_id, c.action, c.request, c.state, c.requested_by, c.created_at, c.expires_at, c.sent_at,
               c.finished_at, c.answer, c.answer_status, c.error_code, c.error_text
        FROM commands c JOIN stations s USING (station_id)
        """;

    /// <summary>Checks the command strictly and queues it; it is sent as soon as the station is there.</summary>
    /// <param name="station">The station's identity.</param>
    /// <param name="action">One of <see cref="CommandKind.All"/>, by its exact name.</param>
    /// <param name="payload">The payload of the CALL.</param>
    /// <param name="requestedBy">Whose command it is, for the record.</param>
    /// <param name="lifetime">How long it may wait to be sent; null for <see cref="UsualLifetime"/>.</param>
    /// <param name="alongside">What else is to become durable with the command; it is handed the command's id.</param>
    /// <exception cref="StationUnknownException">No such station.</exception>
    /// <exception cref="CommandInvalidException">Action or payload break a rule, or the station may not be sent this now.</exception>
    public async Task<CommandRecord> QueueAsync(
        string station, string action, JsonElement payload, string requestedBy, TimeSpan? lifetime = null, Action<WriteUnit, long>? alongside = null)
    {
        var kind = CommandKind.Find(action)
            ?? throw new CommandInvalidException("", $"'{action}' is no command. Known are {string.Join(", ", CommandKind.All.Select(known => known.Action.Name))}.");
        var waits = lifetime ?? UsualLifetime;
        if (waits <= TimeSpan.Zero || waits > LongestLifetime)
            throw new CommandInvalidException("", "A command may wait from a second up to 7 days.");
        var request = Read(kind, payload);
        CommandSecrets.Check(request);
        var stored = CommandSecrets.Masked(request);

        var (commandId, stationId) = await database.WriteAsync(unit =>
        {
            var record = StationRegistry.Find(unit.Connection, station) ?? throw new StationUnknownException(station);
            if (WhyNot(record, kind) is { } refusal) throw new CommandInvalidException("", refusal, notNow: true);
            var id = unit.Connection.ExecuteScalar<long>("""
                INSERT INTO commands (station_id, action, request, holds_secret, state, requested_by, created_at, expires_at)
                VALUES (@StationId, @action, @request, @secret, 'Queued', @requestedBy, @Now, @until) RETURNING command_id
                """, new
            {
                record.StationId,
                action,
                request = PayloadJson.ToText(kind.Action.Request, stored),
                secret = !ReferenceEquals(stored, request),
                requestedBy,
                unit.Now,
                until = unit.Now + waits,
            });
            // Before the commit: the pump may take the command the moment it is durable.
            secrets.Keep(id, request);
            unit.Raise(new Events.CommandChanged(id, action, nameof(CommandState.Queued), AnswerStatus: null) { Station = record.Identity });
            alongside?.Invoke(unit, id);
            return (id, record.StationId);
        });
        live.Find(stationId)?.CommandQueued.Raise();
        return await FindAsync(commandId) ?? throw new InvalidOperationException("A queued command is not found.");
    }

    public ValueTask<CommandRecord?> FindAsync(long commandId) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<CommandRecord>($"{Columns} WHERE c.command_id = @commandId", new { commandId }));

    /// <summary>Newest first.</summary>
    /// <param name="station">The identity of one station, or null for all.</param>
    /// <param name="before">Only commands older than this id.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="scope">Only those to stations at these sites; null for all.</param>
    public ValueTask<IReadOnlyList<CommandRecord>> ListAsync(string? station = null, long? before = null, int limit = 100, SiteScope? scope = null) =>
        database.ReadAsync<IReadOnlyList<CommandRecord>>(connection => connection.Query<CommandRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@before IS NULL OR c.command_id < @before)
            ORDER BY c.command_id DESC LIMIT @limit
            """, new
        {
            (scope ?? SiteScope.Everywhere).All,
            (scope ?? SiteScope.Everywhere).Ids,
            key = station is null ? null : StationIdentity.Fold(station),
            before,
            limit,
        }).AsList());

    /// <summary>Why the station's record forbids the command, or null.</summary>
    internal static string? WhyNot(StationRecord station, CommandKind kind) => station.BootPolicy switch
    {
        BootPolicy.Rejected => $"Station '{station.Identity}' is rejected: it answers nothing. Accept it first.",
        BootPolicy.Pending when kind.NeedsAccepted => $"Station '{station.Identity}' is pending: {kind.Action.Name} is allowed once it is accepted.",
        _ => null,
    };

    private static object Read(CommandKind kind, JsonElement payload)
    {
        try
        {
            return kind.Action.Request.Read(JsonSerializer.SerializeToUtf8Bytes(payload), ReadMode.Strict);
        }
        catch (OcppViolationException violation)
        {
            throw new CommandInvalidException(violation.Path, violation.Message);
        }
    }
}
