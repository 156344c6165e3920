using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Station.Connection;

/// <summary>
/// The real network: a WebSocket per connection. It can be cut and restored, as if somebody drew the cable, and swallow all that goes over it
/// as a broken way does.
/// </summary>
public sealed class WebSocketNetwork(TimeProvider time) : INetwork, IDisposable
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(20);
    private readonly BlackHole _hole = new();
    private HttpMessageInvoker? _http;
    private readonly Lock _lock = new();
    private readonly List<WebSocketLink> _links = [];
    private readonly HashSet<Socket> _files = [];
    private bool _cut;

    /// <summary>Whether the cable is drawn: open connections break and new ones fail.</summary>
    public bool IsCut
    {
        get
        {
            lock (_lock) return _cut;
        }
        set
        {
            List<WebSocketLink> toBreak;
            List<Socket> toClose;
            lock (_lock)
            {
                _cut = value;
                toBreak = value ? [.. _links] : [];
                toClose = value ? [.. _files] : [];
                if (value) _files.Clear();
            }
            foreach (var link in toBreak) link.Abort();
            foreach (var socket in toClose) socket.Dispose();
        }
    }

    /// <summary>
    /// Whether everything vanishes, both ways: open connections stay open and nothing comes or goes; new ones find nobody. What lost something
    /// to it is dead for good, and it is for its ends to notice.
    /// </summary>
    public bool IsBlackHole
    {
        get => _hole.IsOpen;
        set => _hole.IsOpen = value;
    }

    public async Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel)
    {
        if (IsCut) throw new NetworkException("the network is cut");
        var socket = new ClientWebSocket();
        // Roots and certificates change during a life, so a handler with TLS lives for one connection.
        var tls = request is { Trust: { } trust } && request.Url.Scheme == "wss" ? new TlsHandshake(trust, request.Certificate, request.Url.Host) : null;
        var secured = tls is null ? null : SecuredBy(tls);
        try
        {
            await OpenAsync(socket, request, secured ?? (_http ??= new HttpMessageInvoker(Handler())), tls, cancel).ConfigureAwait(false);
            var link = new WebSocketLink(new OcppPeer(socket, inbound, new OcppPeerOptions(), time, request.Observer), ended =>
            {
                Forget(ended);
                secured?.Dispose();
            });
            lock (_lock)
            {
                if (_cut) throw new NetworkException("the network is cut");
                _links.Add(link);
            }
            link.Start(cancel);
            return link;
        }
        catch
        {
            socket.Dispose();
            secured?.Dispose();
            throw;
        }
    }

    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancel)
    {
        if (IsCut) throw new NetworkException("the network is cut");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var deadline = new CancellationTokenSource(HandshakeTimeout, time);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
            var stream = await _hole.ConnectAsync(socket, new DnsEndPoint(host, port), patience.Token).ConfigureAwait(false);
            lock (_lock)
            {
                if (_cut) throw new NetworkException("the network is cut");
                _files.RemoveWhere(one => !one.Connected);
                _files.Add(socket);
            }
            return stream;
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new NetworkException($"{host} does not answer within {HandshakeTimeout.TotalSeconds} s", late);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        IsCut = true;
        _hole.Dispose();
        _http?.Dispose();
    }

    private SocketsHttpHandler Handler() => new()
    {
        UseCookies = false,
        ConnectTimeout = HandshakeTimeout,
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                return await _hole.ConnectAsync(socket, context.DnsEndPoint, cancel).ConfigureAwait(false);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private HttpMessageInvoker SecuredBy(TlsHandshake tls)
    {
        var handler = Handler();
        handler.SslOptions = tls.Options;
        handler.PlaintextStreamFilter = (context, _) =>
        {
            if (context.PlaintextStream is SslStream stream) tls.Finished(stream);
            return ValueTask.FromResult(context.PlaintextStream);
        };
        return new HttpMessageInvoker(handler);
    }

    private async Task OpenAsync(
        ClientWebSocket socket, LinkRequest request, HttpMessageInvoker http, TlsHandshake? tls, CancellationToken cancel)
    {
        socket.Options.AddSubProtocol(LinkRequest.Subprotocol);
        socket.Options.KeepAliveInterval = request.PingInterval;
        // A dead link is to be noticed within two intervals. The platform looks only every quarter of the shorter of the two times, once
        // before it pings and once before it gives up: with half an interval for the answer that adds up to one and three quarters.
        if (request.PingInterval > TimeSpan.Zero) socket.Options.KeepAliveTimeout = request.PingInterval / 2;
        // Before any 401 asks for it.
        if (request.Authorization is { } authorization) socket.Options.SetRequestHeader("Authorization", authorization);
        socket.Options.CollectHttpResponseDetails = true;
        using var deadline = new CancellationTokenSource(HandshakeTimeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await socket.ConnectAsync(request.Url, http, patience.Token);
        }
        catch (WebSocketException refused)
        {
            if ((int)socket.HttpStatusCode is > 0 and var code)
                throw new NetworkException($"HTTP {code}: {refused.Message}", refused, code is 401 or 403 ? NetworkFault.Refused : NetworkFault.Unreachable);
            var (fault, explanation) = tls?.Explain(refused) ?? (NetworkFault.Unreachable, refused.Message);
            throw new NetworkException(explanation, refused, fault);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new NetworkException($"no answer to the handshake within {HandshakeTimeout.TotalSeconds} s", late);
        }
        if (socket.SubProtocol == LinkRequest.Subprotocol) return;

        // OCPP-J 1.6 §3.2: the CSMS speaks none of our protocols; the connection is of no use.
        await socket.CloseOutputAsync(WebSocketCloseStatus.ProtocolError, "ocpp1.6 was not selected", patience.Token);
        throw new NetworkException("the CSMS did not select the subprotocol ocpp1.6");
    }

    private void Forget(WebSocketLink link)
    {
        lock (_lock) _links.Remove(link);
    }
}

internal sealed class WebSocketLink(OcppPeer peer, Action<WebSocketLink> forget) : ICsmsLink
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Ended => _ended.Task;

    public void Start(CancellationToken cancel) => _ = Task.Run(() => ServeAsync(cancel), CancellationToken.None);

    public Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string messageId, TimeSpan timeout)
        where TResponse : class => peer.CallAsync(request, messageId: messageId, timeout: timeout);

    public Task CloseAsync(string why) => peer.CloseAsync(WebSocketCloseStatus.NormalClosure, why);

    public void Abort() => peer.Abort();

    private async Task ServeAsync(CancellationToken cancel)
    {
        await using var dropped = cancel.UnsafeRegister(static link => ((WebSocketLink)link!).Abort(), this);
        try
        {
            var closure = await peer.RunAsync(CancellationToken.None);
            _ended.TrySetResult($"{closure.End}: {closure.Text}");
        }
        catch (Exception failure)
        {
            _ended.TrySetResult(failure.Message);
        }
        finally
        {
            forget(this);
            await peer.DisposeAsync();
        }
    }
}
