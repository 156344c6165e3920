using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Browser;

/// <summary>A station that says what a test wants to see on the page.</summary>
internal sealed class ScriptedStation : IInboundCalls, IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private OcppPeer? _peer;
    private Task _running = Task.CompletedTask;

    /// <summary>The limit, in A, of every schedule that it tells.</summary>
    public decimal ScheduleLimit { get; set; } = 16;

    /// <summary>What the CSMS asked of it.</summary>
    public ConcurrentQueue<object> Asked { get; } = new();

    /// <param name="hexadecimal">The password is bytes, written in hexadecimal.</param>
    public static async Task<ScriptedStation> ConnectAsync(Uri url, string identity, string password, bool hexadecimal = false, string model = "Scripted")
    {
        var station = new ScriptedStation();
        var key = hexadecimal ? Convert.FromHexString(password) : Encoding.UTF8.GetBytes(password);
        var credentials = Convert.ToBase64String([.. Encoding.UTF8.GetBytes($"{identity}:"), .. key]);
        station._socket.Options.AddSubProtocol("ocpp1.6");
        station._socket.Options.SetRequestHeader("Authorization", $"Basic {credentials}");
        await station._socket.ConnectAsync(new Uri($"{url}/{identity}"), CancellationToken.None);
        station._peer = new OcppPeer(station._socket, station, new OcppPeerOptions(), TimeProvider.System);
        station._running = station._peer.RunAsync(station._stop.Token);
        await station._peer.CallAsync(new BootNotificationRequest { ChargePointVendor = "Ampwright", ChargePointModel = model });
        return station;
    }

    public Task SayAsync(BootNotificationRequest boot) => _peer!.CallAsync(boot);

    public Task StatusAsync(int connector, ChargePointStatus status, string? info = null) => _peer!.CallAsync(new StatusNotificationRequest
    {
        ConnectorId = connector,
        Status = status,
        ErrorCode = ChargePointErrorCode.NoError,
        Info = info,
        Timestamp = TimeProvider.System.GetUtcNow(),
    });

    public async Task<AuthorizationStatus> AuthorizeAsync(string idTag) => (await _peer!.CallAsync(new AuthorizeRequest { IdTag = idTag })).IdTagInfo.Status.Value;

    public async Task<int> StartAsync(int connector, string idTag, int meterStart, DateTimeOffset? at = null) => (await _peer!.CallAsync(new StartTransactionRequest
    {
        ConnectorId = connector,
        IdTag = idTag,
        MeterStart = meterStart,
        Timestamp = at ?? TimeProvider.System.GetUtcNow(),
    })).TransactionId;

    public Task MeterAsync(int connector, int transaction, int register, int watts, DateTimeOffset? at = null) => _peer!.CallAsync(new MeterValuesRequest
    {
        ConnectorId = connector,
        TransactionId = transaction,
        MeterValue =
        [
            new MeterValue
            {
                Timestamp = at ?? TimeProvider.System.GetUtcNow(),
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

    public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed)
    {
        Asked.Enqueue(call.Request);
        return call.Request switch
        {
            UnlockConnectorRequest => new(new UnlockConnectorResponse { Status = UnlockStatus.Unlocked }),
            SetChargingProfileRequest => new(new SetChargingProfileResponse { Status = ChargingProfileStatus.Accepted }),
            GetCompositeScheduleRequest asked => new(new GetCompositeScheduleResponse
            {
                Status = GetCompositeScheduleStatus.Accepted,
                ConnectorId = asked.ConnectorId,
                ScheduleStart = TimeProvider.System.GetUtcNow(),
                ChargingSchedule = new ChargingSchedule
                {
                    Duration = asked.Duration,
                    ChargingRateUnit = ChargingRateUnit.A,
                    ChargingSchedulePeriod = [new ChargingSchedulePeriod { StartPeriod = 0, Limit = ScheduleLimit }],
                },
            }),
            ReserveNowRequest => new(new ReserveNowResponse { Status = ReservationStatus.Accepted }),
            CancelReservationRequest => new(new CancelReservationResponse { Status = CancelReservationStatus.Accepted }),
            RemoteStartTransactionRequest => new(new RemoteStartTransactionResponse { Status = RemoteStartStopStatus.Accepted }),
            RemoteStopTransactionRequest => new(new RemoteStopTransactionResponse { Status = RemoteStartStopStatus.Accepted }),
            _ => throw new CallRefusedException(RpcErrorCode.NotSupported, "not in this script"),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }
}
