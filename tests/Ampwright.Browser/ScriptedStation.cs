using System.Net.WebSockets;
using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Browser;

/// <summary>A station that says what a test wants to see on the page.</summary>
internal sealed class ScriptedStation : IInboundCalls, IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private OcppPeer? _peer;
    private Task _running = Task.CompletedTask;

    public static async Task<ScriptedStation> ConnectAsync(Uri url, string identity, string password)
    {
        var station = new ScriptedStation();
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{identity}:{password}"));
        station._socket.Options.AddSubProtocol("ocpp1.6");
        station._socket.Options.SetRequestHeader("Authorization", $"Basic {credentials}");
        await station._socket.ConnectAsync(new Uri($"{url}/{identity}"), CancellationToken.None);
        station._peer = new OcppPeer(station._socket, station, new OcppPeerOptions(), TimeProvider.System);
        station._running = station._peer.RunAsync(station._stop.Token);
        await station._peer.CallAsync(new BootNotificationRequest { ChargePointVendor = "Ampwright", ChargePointModel = "Scripted" });
        return station;
    }

    public Task StatusAsync(int connector, ChargePointStatus status, string? info = null) => _peer!.CallAsync(new StatusNotificationRequest
    {
        ConnectorId = connector,
        Status = status,
        ErrorCode = ChargePointErrorCode.NoError,
        Info = info,
        Timestamp = TimeProvider.System.GetUtcNow(),
    });

    public async Task<int> StartAsync(int connector, string idTag, int meterStart) => (await _peer!.CallAsync(new StartTransactionRequest
    {
        ConnectorId = connector,
        IdTag = idTag,
        MeterStart = meterStart,
        Timestamp = TimeProvider.System.GetUtcNow(),
    })).TransactionId;

    public Task MeterAsync(int connector, int transaction, int register, int watts) => _peer!.CallAsync(new MeterValuesRequest
    {
        ConnectorId = connector,
        TransactionId = transaction,
        MeterValue =
        [
            new MeterValue
            {
                Timestamp = TimeProvider.System.GetUtcNow(),
                SampledValue =
                [
                    new SampledValue { Value = $"{register}", Measurand = Measurand.EnergyActiveImportRegister, Unit = UnitOfMeasure.Wh },
                    new SampledValue { Value = $"{watts}", Measurand = Measurand.PowerActiveImport, Unit = UnitOfMeasure.W },
                ],
            },
        ],
    });

    public Task StopAsync(int transaction, int meterStop) => _peer!.CallAsync(new StopTransactionRequest
    {
        TransactionId = transaction,
        MeterStop = meterStop,
        Timestamp = TimeProvider.System.GetUtcNow(),
    });

    public RpcErrorCode? Admit(OcppAction action) => null;

    public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed) => call.Request switch
    {
        UnlockConnectorRequest => new(new UnlockConnectorResponse { Status = UnlockStatus.Unlocked }),
        _ => throw new CallRefusedException(RpcErrorCode.NotSupported, "not in this script"),
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }
}
