using System.Net.WebSockets;
using System.Threading.Channels;

namespace Ampwright.Ocpp.Rpc;

/// <summary>
/// One side of one OCPP-J connection, the same for station and CSMS. It has at most one CALL of its own outstanding; the CALLs of the
/// other side are answered meanwhile, one after the other (OCPP-J 1.6 §4.1.1, errata 3.4). It does not reconnect. An answer is posted to the
/// synchronization context of whoever called before the next frame is looked at: no CALL overtakes an answer that came before it.
/// </summary>
/// <remarks>
/// <code>
///            ┌─ CALL ────► Admit ► read ► waiting calls ► handler ─┐
/// socket ► frame                                                    ├► one frame at a time ► socket
///            └─ RESULT/ERROR ► the outstanding CALL      CallAsync ─┘
/// </code>
/// Receiving is in OcppPeer.Receive.cs, answering in OcppPeer.Answer.cs, calling in OcppPeer.Call.cs, sending in OcppPeer.Send.cs.
/// </remarks>
public sealed partial class OcppPeer : IAsyncDisposable
{
    private readonly WebSocket _socket;
    private readonly IInboundCalls _inbound;
    private readonly OcppPeerOptions _options;
    private readonly TimeProvider _time;
    private readonly IPeerObserver? _observer;
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<WaitingCall> _waiting;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InboundBudget.Account? _account;
    private PeerClosure? _closure;
    private long _lastReceived;
    private volatile int _maxMessageBytes;

    public OcppPeer(WebSocket socket, IInboundCalls inbound, OcppPeerOptions options, TimeProvider time, IPeerObserver? observer = null)
    {
        _socket = socket;
        _inbound = inbound;
        _options = options;
        _time = time;
        _observer = observer;
        _account = options.InboundBudget?.Open(EndForMemory);
        _maxMessageBytes = options.MaxMessageBytes;
        _lastReceived = time.GetTimestamp();
        _waiting = Channel.CreateBounded<WaitingCall>(new BoundedChannelOptions(options.MaxWaitingCalls)
        {
            SingleReader = true,
            SingleWriter = true,
            // A CALL that can be answered at once is, by the one who read it: most of them, and changing threads costs more than the answer.
            AllowSynchronousContinuations = true,
        });
    }

    /// <summary>When the last bytes came, as <see cref="TimeProvider.GetTimestamp"/>: any frame is a sign of life (OCPP 1.6 ed. 2 §4.6).</summary>
    public long LastReceived => Interlocked.Read(ref _lastReceived);

    /// <summary>Longest message accepted, in bytes; a longer one ends the connection with 1009.</summary>
    public int MaxMessageBytes
    {
        get => _maxMessageBytes;
        set => _maxMessageBytes = value;
    }

    /// <summary>Whether the connection has ended; CALLs then fail at once.</summary>
    public bool HasEnded => _ended.IsCancellationRequested;

    /// <summary>Reads and answers until the connection ends. It does not throw for what the other side does; cancelling aborts the connection.</summary>
    public async Task<PeerClosure> RunAsync(CancellationToken stop)
    {
        var answering = AnswerAsync();
        PeerClosure closure;
        await using (stop.UnsafeRegister(static peer => ((OcppPeer)peer!).Abort(), this))
        {
            closure = await ReceiveAsync();
        }

        closure = Interlocked.CompareExchange(ref _closure, closure, null) ?? closure;
        _waiting.Writer.TryComplete();
        await _ended.CancelAsync();
        LoseOutstanding();
        _done.TrySetResult();
        await answering;
        return closure;
    }

    /// <summary>Says goodbye with a close frame and gives the other side two seconds to do the same.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        Interlocked.CompareExchange(ref _closure, new PeerClosure(PeerEnd.ClosedByUs, status, why), null);
        if (_ended.IsCancellationRequested) return;
        await CloseOutputAsync(status, why);
        try
        {
            await _done.Task.WaitAsync(TimeSpan.FromSeconds(2), _time);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
        }
    }

    /// <summary>Ends the connection without a goodbye.</summary>
    public void Abort()
    {
        Interlocked.CompareExchange(ref _closure, new PeerClosure(PeerEnd.ClosedByUs, null, "aborted"), null);
        _socket.Abort();
    }

    public ValueTask DisposeAsync()
    {
        Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private void EndForMemory(long held)
    {
        Interlocked.CompareExchange(ref _closure, new PeerClosure(PeerEnd.OutOfMemory, null, $"memory for messages is spent, and this connection held the most: {held} bytes"), null);
        _socket.Abort();
    }

    /// <summary>A CALL to be answered: read, or found faulty before it could be.</summary>
    private readonly record struct WaitingCall(InboundCall? Call, PooledBuffer Buffer, string Id, string? ActionName, RpcErrorCode Fault, string FaultText);
}
