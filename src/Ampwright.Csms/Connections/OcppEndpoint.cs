using System.Net.WebSockets;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Files;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.TransportSecurity;
using Ampwright.Ocpp.Rpc;
using Microsoft.AspNetCore.Http.Features;

namespace Ampwright.Csms.Connections;

/// <summary>
/// Where stations connect: <c>/ocpp/{identity}</c>.
/// <code>
///   1 admit ─► 2 take the lease ─► 3 upgrade, the old socket is closed ─► 4 run ─► 5 give the lease back
/// </code>
/// </summary>
internal sealed class OcppEndpoint(
    Admission admission, Leases leases, LiveStations live, StationRegistry stations, CommandSecrets secrets, FrameQueue frames, CsmsMetrics metrics, Database database, ConnectionOptions options,
    TimeProvider time, IHostApplicationLifetime life, ILogger<OcppEndpoint> log)
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
    private readonly TakeoverPace _pace = new(options.TakeoverPause, time);
    private readonly InboundBudget _budget = new(options.BytesOfAllConnections);
    private readonly Task _stopping = Task.Delay(Timeout.InfiniteTimeSpan, time, life.ApplicationStopping);

    public async Task ServeAsync(HttpContext context)
    {
        var source = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (!context.WebSockets.IsWebSocketRequest || context.Features.Get<IHttpUpgradeFeature>() is not LifeSignUpgrade)
        {
            await RefuseAsync(context, AdmissionVerdict.Refuse(426, "stations connect here by WebSocket over HTTP/1.1"), source);
            return;
        }
        // Stations have no cookies; a browser that is made to connect here has.
        if (context.Request.Headers.ContainsKey("Cookie"))
        {
            await RefuseAsync(context, AdmissionVerdict.Refuse(400, "a station sends no cookies"), source);
            return;
        }
        // 1
        AdmissionVerdict verdict;
        try
        {
            verdict = await admission.DecideAsync(new ConnectionRequest
            {
                RawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                Authorization = context.Request.Headers.Authorization.Count == 1 ? context.Request.Headers.Authorization[0] : null,
                Subprotocols = [.. context.WebSockets.WebSocketRequestedProtocols],
                Secure = context.Request.IsHttps,
                Certificate = context.Features.Get<StationCertificate>(),
                Source = source,
            });
            if (verdict is { Admitted: true, ClosesAtOnce: false })
            {
                await ConnectAsync(context, verdict, source);
                return;
            }
        }
        catch (StorageException unavailable)
        {
            verdict = AdmissionVerdict.Refuse(503, unavailable.Message, TimeSpan.FromSeconds(5));
        }
        if (verdict.ClosesAtOnce) await CloseAtOnceAsync(context);
        else await RefuseAsync(context, verdict, source);
    }

    private async Task ConnectAsync(HttpContext context, AdmissionVerdict verdict, string source)
    {
        // 2
        Lease? lease;
        using (await _pace.EnterAsync(verdict.StationId, () => live.Find(verdict.StationId) is not null, context.RequestAborted))
        {
            lease = await leases.TakeAsync(verdict.StationId, source);
        }
        if (lease is null || await stations.FindAsync(lease.Identity) is not { } station)
        {
            await RefuseAsync(context, AdmissionVerdict.Refuse(404, "unknown station"), source);
            return;
        }
        StationConnection? connection = null;
        var why = "the upgrade failed";
        try
        {
            // 3
            var upgrade = (LifeSignUpgrade)context.Features.GetRequiredFeature<IHttpUpgradeFeature>();
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                SubProtocol = verdict.Subprotocol,
                KeepAliveInterval = station.NoPong ? TimeSpan.Zero : options.PingInterval,
                // Makes the platform send pings; who is dead is decided by SilenceWatch.
                KeepAliveTimeout = TimeSpan.FromDays(1),
                DangerousEnableCompression = false,
            });
            connection = new StationConnection(lease, station, verdict.NextProfile, ReachedAt.Of(context, options.PublicUrl), socket, upgrade.Stream!, frames, metrics, database, options, _budget, time, log);
            log.StationConnected(lease.Identity, source, lease.Epoch);
            if (live.Enter(connection) is { } lost) Replace(lost, source);
            // 4
            why = await RunAsync(connection);
        }
        finally
        {
            // 5
            if (connection is not null) live.Leave(connection);
            await GiveBackAsync(lease, why);
            connection?.MarkEnded();
            log.StationDisconnected(lease.Identity, lease.Epoch, why);
        }
    }

    private async Task<string> RunAsync(StationConnection connection)
    {
        await using var owned = connection;
        using var ended = new CancellationTokenSource();
        var watching = SilenceWatch.RunAsync(connection, options, time, log, ended.Token);
        var limiting = LimitAsync(connection, ended.Token);
        var commanding = new CommandPump(connection, secrets, database, options, time, log).RunAsync(ended.Token, life.ApplicationStopping);
        await using var stopping = life.ApplicationStopping.Register(() => Goodbye(connection, WebSocketCloseStatus.EndpointUnavailable, "the CSMS stops"));
        try
        {
            // An operator may have changed or removed the station between admission and now.
            if (await stations.FindAsync(connection.Lease.Identity) is { } current) connection.Station = current;
            else connection.Peer.Abort();
            var closure = await connection.RunAsync(CancellationToken.None);
            return closure.Text.Length > 0 ? $"{closure.End}: {closure.Text}" : closure.End.ToString();
        }
        catch (StorageException)
        {
            return "the store went away";
        }
        catch (Exception defect)
        {
            log.ConnectionFailed(defect, connection.Lease.Identity);
            return "a defect";
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(watching, limiting, commanding);
        }
    }

    /// <summary>Ends a connection whose frames no station sends.</summary>
    private async Task LimitAsync(StationConnection connection, CancellationToken ended)
    {
        try
        {
            var fault = await connection.Bytes.Faulted.WaitAsync(ended);
            log.FramesRefused(connection.Lease.Identity, fault.Text);
            await connection.Peer.CloseAsync(fault.Status, fault.Text);
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void Replace(StationConnection lost, string source)
    {
        log.StationTakenOver(lost.Lease.Identity, source, lost.Lease.Epoch);
        Goodbye(lost, WebSocketCloseStatus.PolicyViolation, "replaced by a newer connection");
    }

    /// <summary>Closes without waiting: the other side may be long gone.</summary>
    private static void Goodbye(StationConnection connection, WebSocketCloseStatus status, string why) => _ = connection.Peer.CloseAsync(status, why);

    private async Task GiveBackAsync(Lease lease, string why)
    {
        while (true)
        {
            try
            {
                await leases.ReleaseAsync(lease, why);
                return;
            }
            catch (StorageException)
            {
                // The store is away. Nothing waits for this but the picture that operators have; a new connection takes the lease all the
                // same, and the next start of the program clears what is left.
                if (life.ApplicationStopping.IsCancellationRequested) return;
                await Task.WhenAny(Task.Delay(StoreRetry, time), _stopping);
            }
        }
    }

    /// <summary>OCPP-J 1.6 §3.2: finish the handshake without the header, then close.</summary>
    private static async Task CloseAtOnceAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.CloseOutputAsync(WebSocketCloseStatus.ProtocolError, $"offer the subprotocol {Admission.Subprotocol}", context.RequestAborted);
    }

    private async Task RefuseAsync(HttpContext context, AdmissionVerdict verdict, string source)
    {
        log.ConnectionRefused(source, verdict.Status, verdict.Why);
        context.Response.StatusCode = verdict.Status;
        if (verdict.Status == 401) context.Response.Headers.WWWAuthenticate = "Basic realm=\"ocpp\"";
        if (verdict.Status == 426) context.Response.Headers.Upgrade = "websocket";
        if (verdict.RetryAfter is { } wait) context.Response.Headers.RetryAfter = $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}";
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(verdict.Why + "\n", context.RequestAborted);
    }
}
