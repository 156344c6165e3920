using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.EndToEnd.Load;

/// <summary>
/// A station that does nothing but charge: session after session, each message sent until it is answered, over however many connections
/// that takes. A retry has the first message's id or a new one, as real stations do both; some answered messages are sent again on purpose.
/// </summary>
internal sealed class LoadStation(Uri csms, string identity, string password, Ledger ledger, int seed) : IInboundCalls, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Random _random = new(seed);
    private OcppPeer? _peer;
    private Task _running = Task.CompletedTask;
    private DateTimeOffset _clock = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private int _meter = 1000 * seed;

    /// <summary>Charges until it is told to stop; a session under way is brought to its end unless the CSMS is gone.</summary>
    public async Task RunAsync(CancellationToken noMoreSessions, CancellationToken stop)
    {
        try
        {
            while (!noMoreSessions.IsCancellationRequested) await ChargeAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    public ValueTask DisposeAsync() => new(HangUpAsync());

    private async Task ChargeAsync(CancellationToken stop)
    {
        var start = new StartTransactionRequest { ConnectorId = _random.Next(1, 3), IdTag = $"TAG{_random.Next(4)}", MeterStart = _meter, Timestamp = Tick() };
        var entry = ledger.Open(identity, start);
        var answer = await DeliverAsync(entry, start, stop);
        for (var samples = _random.Next(1, 4); samples > 0; samples--)
        {
            await DeliverAsync(entry, new MeterValuesRequest
            {
                ConnectorId = start.ConnectorId,
                TransactionId = answer.TransactionId,
                MeterValue = [new MeterValue { Timestamp = Tick(), SampledValue = [new SampledValue { Value = (_meter += 25).ToString(CultureInfo.InvariantCulture) }] }],
            }, stop);
        }

        await DeliverAsync(entry, new StopTransactionRequest { TransactionId = answer.TransactionId, IdTag = start.IdTag, MeterStop = _meter += 25, Timestamp = Tick() }, stop);
    }

    private async Task<TResponse> DeliverAsync<TResponse>(LedgerEntry entry, IRequest<TResponse> request, CancellationToken stop)
        where TResponse : class
    {
        var id = Guid.NewGuid().ToString();
        var repeats = _random.Next(10) == 0 ? 1 : 0;
        TResponse? answer = null;
        while (true)
        {
            try
            {
                var peer = await ConnectedAsync(stop);
                entry.Sending(request);
                var again = await peer.CallAsync(request, id, Patience, stop);
                entry.Answered(request, again);
                ledger.CountAnswer();
                answer ??= again;
                if (repeats-- == 0) return answer;
            }
            catch (Exception lost) when (lost is ConnectionLostException or TimeoutException)
            {
                await HangUpAsync();
            }
            catch (CallErrorException error) when (error.Code.Is(RpcErrorCode.InternalError))
            {
                // The CSMS could not store it and says so: it is sent again.
                ledger.CountRefusal();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
            }

            ledger.CountRetry();
            if (_random.Next(2) == 0) id = Guid.NewGuid().ToString();
        }
    }

    private async Task<OcppPeer> ConnectedAsync(CancellationToken stop)
    {
        while (_peer is null or { HasEnded: true })
        {
            await HangUpAsync();
            stop.ThrowIfCancellationRequested();
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("ocpp1.6");
            socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{identity}:{password}"))}");
            try
            {
                await socket.ConnectAsync(new Uri($"{csms}/{identity}"), stop);
                _peer = new OcppPeer(socket, this, new OcppPeerOptions { Mode = ReadMode.Strict }, TimeProvider.System);
                _running = _peer.RunAsync(stop);
                await _peer.CallAsync(new BootNotificationRequest { ChargePointVendor = "Load", ChargePointModel = "Ledger" }, timeout: Patience, cancel: stop);
            }
            catch (Exception refused) when (refused is WebSocketException or ConnectionLostException or TimeoutException or CallErrorException)
            {
                // The CSMS is down or on its way up, or its store is: there is nothing to observe but the next attempt.
                await HangUpAsync();
                socket.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
            }
        }

        return _peer;
    }

    private async Task HangUpAsync()
    {
        if (_peer is null) return;
        await _peer.DisposeAsync();
        await _running;
        _peer = null;
    }

    private OcppTime Tick() => _clock = _clock.AddSeconds(_random.Next(1, 60));

    RpcErrorCode? IInboundCalls.Admit(OcppAction action) => RpcErrorCode.NotSupported;

    ValueTask<object> IInboundCalls.HandleAsync(InboundCall call, CancellationToken connectionClosed) => throw new CallRefusedException(RpcErrorCode.NotSupported, "");
}
