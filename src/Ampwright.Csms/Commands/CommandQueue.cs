using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages;
using Dapper;

namespace Ampwright.Csms.Commands;

/// <summary>Puts commands into the queue within a unit of work, so that a command and what it is for become durable together.</summary>
internal static class CommandQueue
{
    /// <summary>Queues a command that somebody asked for.</summary>
    /// <exception cref="CommandInvalidException">The station may not be sent this now.</exception>
    public static QueuedCommand Add(WriteUnit unit, StationRecord station, NewCommand command)
    {
        if (!command.IsRaw && CommandRules.Refusal(station, command.Kind, command.Request) is { } refusal) throw refusal;
        if (!command.IsRaw && Configuration.SupportedProfiles.Refusal(unit.Connection, station, command.Kind.Action) is { } missing) throw missing;
        if (Power.Sharing.HeldLimits.Refusal(unit.Connection, station, command) is { } shared) throw shared;
        if (!command.WaitsForStation && !station.Connected)
        {
            throw new CommandInvalidException("", $"Station '{station.Identity}' is not connected, and the command was not to wait for it.", "station-not-connected");
        }
        var target = command.IsRaw ? null : command.Kind.TargetOf?.Invoke(command.Request);
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO commands (station_id, action, request, holds_secret, raw, state, requested_by, created_at, expires_at, target, only_epoch,
              idempotency_key, idempotency_hash, bulk_id)
            VALUES (@StationId, @action, @StoredRequest, @HoldsSecret, @IsRaw, 'Queued', @RequestedBy, @Now, @until, @target, @epoch, @key, @hash, @BulkId)
            RETURNING command_id
            """, new
        {
            station.StationId,
            action = command.Kind.Action.Name,
            command.StoredRequest,
            command.HoldsSecret,
            command.IsRaw,
            command.RequestedBy,
            unit.Now,
            until = unit.Now + command.Lifetime,
            target,
            epoch = command.WaitsForStation ? (long?)null : station.LeaseEpoch,
            key = command.Idempotency?.Key,
            hash = command.Idempotency?.Hash,
            command.BulkId,
        });
        unit.Raise(new CommandChanged(id, command.Kind.Action.Name, nameof(CommandState.Queued), AnswerStatus: null, command.IsRaw ? true : null) { Station = station.Identity });
        return new QueuedCommand(id, target is null ? [] : Supersede(unit, station, command.Kind, target, id));
    }

    /// <summary>Queues what nobody asked for: the CSMS keeps something in step by itself.</summary>
    /// <returns>The command's id; null when the station is to get no such CALLs, or may not be sent this now.</returns>
    public static long? AddByItself(WriteUnit unit, StationRecord station, IRequest request, TimeSpan? lifetime = null)
    {
        if (station.NoUnsolicitedCalls || CommandRules.Refusal(station, CommandKind.Of(request.Action), request) is not null
            || Configuration.SupportedProfiles.Refusal(unit.Connection, station, request.Action) is not null)
            return null;
        return Add(unit, station, NewCommand.Of(request, Caller.Program.Label) with { Lifetime = lifetime ?? CommandDesk.UsualLifetime }).CommandId;
    }

    private static List<long> Supersede(WriteUnit unit, StationRecord station, CommandKind kind, string target, long by)
    {
        var older = unit.Connection.Query<long>("""
            SELECT command_id FROM commands
            WHERE station_id = @StationId AND state = 'Queued' AND action = @action AND target = @target AND command_id < @by
            """, new { station.StationId, action = kind.Action.Name, target, by }).AsList();
        foreach (var id in older)
        {
            unit.Connection.Execute("UPDATE commands SET superseded_by = @by WHERE command_id = @id", new { by, id });
            CommandLife.Finish(unit, id, new CommandEnd(CommandState.Superseded) { ErrorText = $"Command {by} took its place." });
        }
        return older;
    }
}

/// <param name="CommandId">Its row.</param>
/// <param name="Superseded">The commands whose place it took.</param>
internal readonly record struct QueuedCommand(long CommandId, IReadOnlyList<long> Superseded);
