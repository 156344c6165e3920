using System.Security.Cryptography;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Commands;

/// <summary>Where operators hand in commands to stations and see what became of them.</summary>
internal sealed class CommandDesk(Database database, CommandSecrets secrets)
{
    /// <summary>How long a command waits for its station unless told otherwise.</summary>
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    private const string Columns = """
        SELECT c.command_id, s.identity AS station, s.site_id, c.action, c.request, c.raw, c.state, c.requested_by, c.created_at, c.expires_at, c.sent_at,
               c.finished_at, c.answer, c.answer_status, c.error_code, c.error_text, c.superseded_by, c.bulk_id, c.effect_error
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
    public Task<CommandRecord> QueueAsync(
        string station, string action, JsonElement payload, string requestedBy, TimeSpan? lifetime = null, Action<WriteUnit, long>? alongside = null) =>
        QueueAsync(station, NewCommand.Of(action, payload, requestedBy) with { Lifetime = lifetime ?? UsualLifetime }, alongside);

    /// <summary>Queues the command, or finds the one that the same request made before.</summary>
    /// <param name="station">The station's identity.</param>
    /// <param name="command">The command.</param>
    /// <param name="alongside">What else is to become durable with the command; it is handed the command's id.</param>
    /// <exception cref="StationUnknownException">No such station.</exception>
    /// <exception cref="CommandInvalidException">It may not be given like this, or not now.</exception>
    public async Task<CommandRecord> QueueAsync(string station, NewCommand command, Action<WriteUnit, long>? alongside = null)
    {
        if (command.Lifetime <= TimeSpan.Zero || command.Lifetime > LongestLifetime)
            throw new CommandInvalidException("", "A command may wait from a second up to 7 days.");
        var commandId = await database.WriteAsync(unit =>
        {
            if (Earlier(unit, command) is { } earlier) return earlier;
            var record = StationRegistry.Find(unit.Connection, station) ?? throw new StationUnknownException(station);
            var queued = CommandQueue.Add(unit, record, command);
            // Before the commit: the pump may take the command the moment it is durable.
            if (command.HoldsSecret) secrets.Keep(queued.CommandId, command.Request);
            foreach (var superseded in queued.Superseded) secrets.Forget(superseded);
            alongside?.Invoke(unit, queued.CommandId);
            return queued.CommandId;
        });
        return await FindAsync(commandId) ?? throw new InvalidOperationException("A queued command is not found.");
    }

    /// <summary>Takes a command back that was not sent yet.</summary>
    /// <returns>Whether it could be.</returns>
    public async Task<bool> CancelAsync(long commandId, Action<WriteUnit>? alongside = null)
    {
        var cancelled = await database.WriteAsync(unit =>
        {
            var waits = unit.Connection.ExecuteScalar<int>("SELECT count(*) FROM commands WHERE command_id = @commandId AND state = 'Queued'", new { commandId }) > 0;
            if (!waits) return false;
            CommandLife.Finish(unit, commandId, new CommandEnd(CommandState.Cancelled) { ErrorText = "It was taken back." });
            alongside?.Invoke(unit);
            return true;
        });
        if (cancelled) secrets.Forget(commandId);
        return cancelled;
    }

    public ValueTask<CommandRecord?> FindAsync(long commandId) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<CommandRecord>($"{Columns} WHERE c.command_id = @commandId", new { commandId }));

    /// <summary>Newest first.</summary>
    /// <param name="station">The identity of one station, or null for all.</param>
    /// <param name="before">Only commands older than this id.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="scope">Only those to stations at these sites; null for all.</param>
    public ValueTask<IReadOnlyList<CommandRecord>> ListAsync(
        string? station = null, long? before = null, int limit = 100, SiteScope? scope = null, IReadOnlyCollection<string>? states = null, DateTimeOffset? since = null) =>
        database.ReadAsync<IReadOnlyList<CommandRecord>>(connection => connection.Query<CommandRecord>($"""
            {Columns}
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@before IS NULL OR c.command_id < @before)
              AND (@any OR c.state IN @states) AND (@since IS NULL OR c.created_at >= @since)
            ORDER BY c.command_id DESC LIMIT @limit
            """, new
        {
            (scope ?? SiteScope.Everywhere).All,
            (scope ?? SiteScope.Everywhere).Ids,
            key = station is null ? null : StationIdentity.Fold(station),
            before,
            limit,
            any = states is null or { Count: 0 },
            states = states is null or { Count: 0 } ? [""] : states,
            since = since?.ToUniversalTime(),
        }).AsList());

    /// <summary>The command that the same request made before, if it has a key and there is one.</summary>
    /// <exception cref="CommandInvalidException">The key was used for another request.</exception>
    public static long? Earlier(WriteUnit unit, NewCommand command)
    {
        if (command.Idempotency is not { } key) return null;
        var found = unit.Connection.QuerySingleOrDefault<(long CommandId, byte[] Hash)?>(
            "SELECT command_id, idempotency_hash FROM commands WHERE requested_by = @RequestedBy AND idempotency_key = @Key",
            new { command.RequestedBy, key.Key });
        if (found is not { } earlier) return null;
        return CryptographicOperations.FixedTimeEquals(earlier.Hash, key.Hash)
            ? earlier.CommandId
            : throw new CommandInvalidException("", $"The Idempotency-Key was used for another request, command {earlier.CommandId}. Choose a new one for each command.",
                "idempotency-key-reused");
    }
}
