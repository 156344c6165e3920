using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Connection;

/// <summary>
/// Keeps one connection to the CSMS: dials, and dials again with back-off whatever the reason, for as long as the station lives.
/// Belongs to the loop.
/// </summary>
internal sealed class CsmsConnection : IDisposable
{
    private readonly StationCore _core;
    private readonly INetwork _network;
    private readonly Func<LinkRequest> _request;
    private readonly IInboundCalls _inbound;
    private readonly CancellationTokenSource _stopped = new();
    private TaskCompletionSource _wake = new();
    private ICsmsLink? _link;
    private bool _closing;
    private bool _away;
    private bool _ended;

    public CsmsConnection(StationCore core, INetwork network, Func<LinkRequest> request, IInboundCalls inbound)
    {
        _core = core;
        _network = network;
        _request = request;
        _inbound = inbound;
    }

    /// <summary>A connection came up.</summary>
    public Action? Up { get; set; }

    /// <summary>The connection is gone.</summary>
    public Action? Down { get; set; }

    /// <summary>An attempt to connect failed.</summary>
    public Action<NetworkException>? Failed { get; set; }

    public bool IsUp => _link is { Ended.IsCompleted: false };

    /// <summary>When a CALL of ours last left, as a monotonic time stamp; heartbeats count from it.</summary>
    public long LastSent { get; private set; }

    /// <summary>The life of the connection: 1 dial, 2 serve until it ends, 3 wait, from the beginning.</summary>
    public async Task RunAsync()
    {
        var failures = 0;
        while (!_ended && !_stopped.IsCancellationRequested)
        {
            while (_away) await _wake.Task;
            try
            {
                // 1
                var link = await _network.ConnectAsync(_request(), _inbound, _stopped.Token);
                if (_away)
                {
                    link.Abort();
                    continue;
                }
                failures = 0;

                // 2
                await ServeAsync(link);
            }
            catch (NetworkException why)
            {
                _core.Trace.Note($"no connection: {why.Message}");
                Failed?.Invoke(why);
            }

            // 3
            if (_ended) return;
            if (_closing)
            {
                _closing = false; // We closed it ourselves to come back at once.
                continue;
            }
            var wait = BackOffRule.Default.Wait(++failures, _core.Random);
            _core.Trace.Note($"next attempt in {wait.TotalSeconds:0.0} s");
            await Task.WhenAny(Task.Delay(wait, _core.Time, _stopped.Token), _wake.Task);
        }
    }

    /// <summary>Dials now instead of after the back-off: the operator restored the network.</summary>
    public void DialNow()
    {
        var wake = _wake;
        _wake = new TaskCompletionSource();
        wake.TrySetResult();
    }

    /// <summary>Sends a CALL with a fresh message id.</summary>
    /// <exception cref="ConnectionLostException">There is no connection, or it ended before the answer came.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    /// <exception cref="CallErrorException">The CSMS answered with a CALLERROR.</exception>
    /// <exception cref="OcppViolationException">The answer breaks the standard.</exception>
    public async Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string? messageId = null)
        where TResponse : class
    {
        if (!IsUp) throw new ConnectionLostException(SendOutcome.NeverBegun);
        var link = _link!;
        LastSent = _core.Time.GetTimestamp();
        try
        {
            return await link.CallAsync(request, messageId ?? _core.NewMessageId(), _core.MessageTimeout);
        }
        catch (ConnectionLostException)
        {
            // A link's CALLs fail a moment before its end is known. Whoever tries again at once must not find it up, or it would try
            // for ever without letting the loop hear of the end.
            await link.Ended;
            throw;
        }
    }

    /// <summary>Closes the connection in order and dials again at once, e.g. with a new password.</summary>
    public void Reconnect(string why)
    {
        if (_link is not { } link) return;
        _closing = true;
        _core.Loop.Start(() => link.CloseAsync(why));
    }

    /// <summary>Closes the connection in order and stays away until <see cref="ComeBack"/>.</summary>
    public async Task LeaveAsync(string why)
    {
        _away = true;
        if (_link is not { } link) return;
        _closing = true;
        await link.CloseAsync(why);
    }

    public void ComeBack()
    {
        _away = false;
        DialNow();
    }

    /// <summary>Closes the connection in order, for good.</summary>
    public async Task CloseAsync(string why)
    {
        _ended = true;
        if (_link is { } link) await link.CloseAsync(why);
        await _stopped.CancelAsync();
    }

    /// <summary>Drops everything without a word.</summary>
    public void Abort()
    {
        _stopped.Cancel();
        _link?.Abort();
    }

    public void Dispose() => _stopped.Dispose();

    private async Task ServeAsync(ICsmsLink link)
    {
        _link = link;
        LastSent = _core.Time.GetTimestamp();
        _core.Trace.Note("connected");
        Up?.Invoke();
        var why = await link.Ended;
        _link = null;
        _core.Trace.Note($"connection ended: {why}");
        Down?.Invoke();
    }
}
