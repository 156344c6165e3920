using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;
using Ampwright.TestKit;

namespace Ampwright.Ocpp.Tests.Rpc;

/// <summary>A peer of ours on one end, a hand-moved one on the other.</summary>
internal sealed class PeerRig : IInboundCalls, IPeerObserver, IAsyncDisposable
{
    private readonly WebSocketPair _sockets = WebSocketPair.Create();
    private readonly CancellationTokenSource _stop = new();

    public PeerRig(OcppPeerOptions? options = null)
    {
        Other = new RawPeer(_sockets.Client);
        Peer = new OcppPeer(_sockets.Server, this, options ?? new OcppPeerOptions(), Clock, this);
        Running = Peer.RunAsync(_stop.Token);
    }

    public ManualTimeProvider Clock { get; } = new();

    public RawPeer Other { get; }

    public OcppPeer Peer { get; }

    public Task<PeerClosure> Running { get; }

    public Func<InboundCall, ValueTask<object>> Handler { get; set; } = _ => throw new InvalidOperationException("no handler");

    public Func<OcppAction, RpcErrorCode?> Admission { get; set; } = _ => null;

    public bool IsSilent { get; set; }

    public ConcurrentQueue<(IgnoredReason Why, string Text)> Ignored { get; } = new();

    public ConcurrentQueue<Exception> Failures { get; } = new();

    RpcErrorCode? IInboundCalls.Admit(OcppAction action) => Admission(action);

    ValueTask<object> IInboundCalls.HandleAsync(InboundCall call, CancellationToken connectionClosed) => Handler(call);

    ValueTask<bool> IInboundCalls.KeepsSilentAsync(CancellationToken connectionClosed) => new(IsSilent);

    void IPeerObserver.Ignored(IgnoredReason why, string text) => Ignored.Enqueue((why, text));

    void IPeerObserver.HandlerFailed(OcppAction action, Exception exception) => Failures.Enqueue(exception);

    /// <summary>Sends a text and takes the answer apart.</summary>
    public async Task<JsonElement> AskAsync(string text)
    {
        await Other.SendAsync(text);
        return await ReceiveAsync();
    }

    public async Task<JsonElement> ReceiveAsync()
    {
        var text = await Other.ReceiveAsync() ?? throw new InvalidOperationException("closed");
        Assert.True(System.Text.Unicode.Utf8.IsValid(Encoding.UTF8.GetBytes(text)));
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.WaitAsync(TimeSpan.FromSeconds(20));
        _sockets.Dispose();
        _stop.Dispose();
    }
}
