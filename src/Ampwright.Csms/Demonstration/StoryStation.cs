using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Demonstration;

/// <summary>
/// A station of the demonstration's history: it says over a WebSocket what a station of its kind says, by the story's clock, and has no hardware
/// behind it.
/// </summary>
internal sealed class StoryStation(string identity, StoryProduct product, TimeProvider clock) : IInboundCalls, IAsyncDisposable
{
    private readonly byte[] _password = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N")[..24]);
    private readonly int[] _registers = new int[product.Connectors + 1];
    private OcppPeer? _peer;
    private Task? _running;

    public string Identity { get; } = identity;

    public StoryProduct Product { get; } = product;

    /// <summary>As the API takes it.</summary>
    public string Password => Encoding.ASCII.GetString(_password);

    /// <summary>The tag of the last RemoteStartTransaction.</summary>
    public string? RemoteTag { get; private set; }

    /// <summary>Connects, boots and says how its connectors are.</summary>
    /// <param name="csms">Where the program listens.</param>
    public async Task ConnectAsync(Uri csms)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.Proxy = null;
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String([.. Encoding.UTF8.GetBytes($"{Identity}:"), .. _password])}");
        await socket.ConnectAsync(new UriBuilder(csms) { Scheme = "ws", Path = $"/ocpp/{Identity}" }.Uri, CancellationToken.None);
        _peer = new OcppPeer(socket, this, new OcppPeerOptions(), TimeProvider.System);
        _running = _peer.RunAsync(CancellationToken.None);
        await BootAsync();
    }

    public async Task BootAsync()
    {
        await Peer.CallAsync(new BootNotificationRequest
        {
            ChargePointVendor = Product.Vendor,
            ChargePointModel = Product.Model,
            ChargePointSerialNumber = $"{Identity}-1",
            FirmwareVersion = Product.Firmware,
            MeterType = Product.MeterType,
        });
        for (var connector = 0; connector <= Product.Connectors; connector++) await StatusAsync(connector, ChargePointStatus.Available);
    }

    public Task StatusAsync(int connector, ChargePointStatus status, ChargePointErrorCode error = ChargePointErrorCode.NoError, string? info = null) =>
        Peer.CallAsync(new StatusNotificationRequest { ConnectorId = connector, Status = status, ErrorCode = error, Info = info, Timestamp = new OcppTime(clock.GetUtcNow()) });

    /// <returns>Whether the tag may charge.</returns>
    public async Task<bool> AuthorizeAsync(string idTag) =>
        (await Peer.CallAsync(new AuthorizeRequest { IdTag = idTag })).IdTagInfo.Status.Is(AuthorizationStatus.Accepted);

    /// <param name="at">When it began; now when absent.</param>
    /// <param name="reservation">The one that it uses.</param>
    /// <returns>The transaction's id, and whether its tag may charge.</returns>
    public async Task<(int Transaction, bool Accepted)> StartAsync(int connector, string idTag, DateTimeOffset? at = null, int? reservation = null)
    {
        var answer = await Peer.CallAsync(new StartTransactionRequest
        {
            ConnectorId = connector,
            IdTag = idTag,
            MeterStart = _registers[connector],
            Timestamp = new OcppTime(at ?? clock.GetUtcNow()),
            ReservationId = reservation,
        });
        return (answer.TransactionId, answer.IdTagInfo.Status.Is(AuthorizationStatus.Accepted));
    }

    /// <summary>Energy has flowed since the last reading: a new one is told.</summary>
    /// <param name="energyWh">How much.</param>
    /// <param name="watts">What flows now.</param>
    /// <param name="at">When it was read; now when absent.</param>
    public async Task MeterAsync(int connector, int transaction, int energyWh, int watts, DateTimeOffset? at = null)
    {
        _registers[connector] += energyWh;
        await Peer.CallAsync(new MeterValuesRequest
        {
            ConnectorId = connector,
            TransactionId = transaction,
            MeterValue =
            [
                new MeterValue
                {
                    Timestamp = new OcppTime(at ?? clock.GetUtcNow()),
                    SampledValue =
                    [
                        Sample(_registers[connector], Measurand.EnergyActiveImportRegister, UnitOfMeasure.Wh),
                        Sample(watts, Measurand.PowerActiveImport, UnitOfMeasure.W),
                    ],
                },
            ],
        });
    }

    public Task StopAsync(int connector, int transaction, string? idTag, Reason reason, DateTimeOffset? at = null) => Peer.CallAsync(new StopTransactionRequest
    {
        TransactionId = transaction,
        IdTag = idTag,
        MeterStop = _registers[connector],
        Timestamp = new OcppTime(at ?? clock.GetUtcNow()),
        Reason = reason,
    });

    /// <summary>Says goodbye.</summary>
    public async Task DisconnectAsync()
    {
        if (_peer is null) return;
        await _peer.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        await _running!;
        await _peer.DisposeAsync();
        _peer = null;
    }

    /// <summary>As if the power went: no goodbye.</summary>
    public async Task VanishAsync()
    {
        Peer.Abort();
        await _running!;
        await Peer.DisposeAsync();
        _peer = null;
    }

    public RpcErrorCode? Admit(OcppAction action) => null;

    public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed)
    {
        if (call.Request is RemoteStartTransactionRequest start) RemoteTag = start.IdTag;
        return new(call.Request switch
        {
            RemoteStartTransactionRequest => new RemoteStartTransactionResponse { Status = RemoteStartStopStatus.Accepted },
            RemoteStopTransactionRequest => new RemoteStopTransactionResponse { Status = RemoteStartStopStatus.Accepted },
            ReserveNowRequest => new ReserveNowResponse { Status = ReservationStatus.Accepted },
            CancelReservationRequest => new CancelReservationResponse { Status = CancelReservationStatus.Accepted },
            ResetRequest => new ResetResponse { Status = ResetStatus.Accepted },
            GetConfigurationRequest asked => Configuration(asked),
            _ => throw new CallRefusedException(RpcErrorCode.NotSupported, $"{Product.Model} does not take {call.Action.Name}."),
        });
    }

    public async ValueTask DisposeAsync() => await DisconnectAsync();

    private OcppPeer Peer => _peer ?? throw new InvalidOperationException($"{Identity} is not connected.");

    private static SampledValue Sample(int value, Measurand measurand, UnitOfMeasure unit) =>
        new() { Value = value.ToString(CultureInfo.InvariantCulture), Measurand = measurand, Unit = unit };

    private GetConfigurationResponse Configuration(GetConfigurationRequest asked)
    {
        List<KeyValue> known =
        [
            new() { Key = "SupportedFeatureProfiles", Readonly = true, Value = Product.Profiles },
            new() { Key = "NumberOfConnectors", Readonly = true, Value = Product.Connectors.ToString(CultureInfo.InvariantCulture) },
            new() { Key = "MeterValueSampleInterval", Readonly = false, Value = "1800" },
        ];
        if (asked.Key is not { Count: > 0 } keys) return new GetConfigurationResponse { ConfigurationKey = known };
        return new GetConfigurationResponse
        {
            ConfigurationKey = [.. known.Where(one => keys.Contains(one.Key, StringComparer.OrdinalIgnoreCase))],
            UnknownKey = [.. keys.Where(key => !known.Exists(one => string.Equals(one.Key, key, StringComparison.OrdinalIgnoreCase)))],
        };
    }
}
