using System.Net.WebSockets;
using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Rpc;
using System.Data.Common;

namespace Ampwright.Csms.Commands;

/// <summary>
/// Sends one connected station its commands, one at a time, in the order they were given.
/// <code>
///   1 wait until the station's first CALL was answered, or the patience is over
///   2 take the oldest: marked sent, durable     3 call     4 record what came of it     ─► 2
/// </code>
/// </summary>
internal sealed class CommandPump(
    StationConnection connection, CommandSecrets secrets, Database database, ConnectionOptions options, TimeProvider time, ILogger log)
{
    /// <summary>A station that leaves this many CALLs in a row unanswered is closed, to make it connect anew (digest trap 13).</summary>
    private const int MaxUnanswered = 3;

    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
    private int _unanswered;
    private CancellationToken _stopping;

    /// <param name="ended">The connection has ended.</param>
    /// <param name="stopping">The program ends: what the store has not taken by then, it does not get.</param>
    public async Task RunAsync(CancellationToken ended, CancellationToken stopping)
    {
        _stopping = stopping;
        try
        {
            // 1
            await Task.WhenAny(connection.FirstAnswer, Task.Delay(options.FirstCallPatience, time, ended));
            while (!ended.IsCancellationRequested)
            {
                // 2
                var command = await TakeNextAsync(ended);
                if (command is null) await connection.CommandQueued.WaitAsync(ended);
                else await SendAsync(command);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or LeaseLostException)
        {
            // The connection has ended or was replaced; what waits is the next one's.
        }
        catch (Exception defect)
        {
            log.CommandsFailed(defect, connection.Lease.Identity);
            connection.Peer.Abort();
        }
    }

    private async Task<TakenCommand?> TakeNextAsync(CancellationToken ended)
    {
        while (true)
        {
            try
            {
                // A look first: most connections have no command, and the writer is everybody's.
                if (!await database.ReadAsync(reader => CommandLife.AnyQueued(reader, connection.Lease.StationId))) return null;
                return await database.WriteAsync(unit => CommandLife.TakeNext(unit, connection.Lease, connection.Station, secrets, connection.ReachedAt));
            }
            catch (Exception away) when (away is StorageException or DbException)
            {
                await Task.Delay(StoreRetry, time, ended);
            }
        }
    }

    private async Task SendAsync(TakenCommand command)
    {
        Tell(command, CommandState.Sent, null);
        // 3, 4
        try
        {
            var answer = command.Request is RawPayload raw
                ? await connection.Peer.CallRawAsync(command.Kind.Action, Encoding.UTF8.GetBytes(raw.Json), command.MessageId)
                : await command.Kind.CallAsync(connection.Peer, command.Request, command.MessageId);
            _unanswered = 0;
            await RecordAsync(unit => Tell(command, CommandLife.Answer(unit, connection.Lease, command, answer), null));
        }
        catch (CallErrorException refused)
        {
            _unanswered = 0;
            await RecordAsync(unit =>
            {
                Finish(unit, command, CommandState.Refused, refused.Code.Text, refused.Description);
                if (command.PasswordHash is { } hash) Stations.StationPasswordChange.Forget(unit, connection.Lease.StationId, hash);
            });
        }
        catch (OcppViolationException faulty)
        {
            _unanswered = 0;
            await RecordAsync(unit => Finish(unit, command, CommandState.Failed, faulty.Code.ToString(), $"The answer breaks the standard: {faulty.Message}"));
        }
        catch (TimeoutException)
        {
            await RecordAsync(unit => Finish(unit, command, CommandState.TimedOut, null, "The station did not answer in time."));
            if (++_unanswered < MaxUnanswered) return;
            log.StationDeaf(connection.Lease.Identity, _unanswered);
            await connection.Peer.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "no answers");
        }
        catch (ConnectionLostException lost) when (!lost.WasSent)
        {
            await WriteAsync(unit => CommandLife.PutBack(unit, connection.Lease, command));
        }
        catch (ConnectionLostException)
        {
            await RecordAsync(unit => Finish(unit, command, CommandState.Failed, null, "The connection was lost before the answer came."));
        }

        async Task RecordAsync(Action<WriteUnit> record)
        {
            await WriteAsync(record);
            secrets.Forget(command.CommandId);
        }
    }

    /// <summary>What a station answered is not lost to a store that is away: it waits here, and with it the station's next command.</summary>
    private async Task WriteAsync(Action<WriteUnit> record)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await database.WriteAsync(record);
                return;
            }
            catch (StorageException failure)
            {
                if (attempt == 1) log.CommandNotRecorded(failure, connection.Lease.Identity);
                await Task.Delay(StoreRetry, time, _stopping);
            }
        }
    }

    private void Finish(WriteUnit unit, TakenCommand command, CommandState state, string? code, string text)
    {
        CommandLife.Finish(unit, command.CommandId, new CommandEnd(state) { ErrorCode = code, ErrorText = text });
        Tell(command, state, text);
    }

    private void Tell(TakenCommand command, CommandState state, string? text)
    {
        if (command.Request is RawPayload) log.RawCommandChanged(command.CommandId, command.Kind.Action.Name, connection.Lease.Identity, state, text);
        else log.CommandChanged(command.CommandId, command.Kind.Action.Name, connection.Lease.Identity, state, text);
    }
}
