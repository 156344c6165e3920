using System.Net.WebSockets;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Rpc;
using Ampwright.TestKit;
using Ampwright.TestKit.Scripted;
using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd.Wire;

/// <summary>The tools are tested too: a proxy that does not do what it says would prove nothing.</summary>
public sealed class RecordingProxyTests : IAsyncLifetime, IInboundCalls
{
    private readonly ScriptedCsms _csms = new();
    private RecordingProxy _proxy = null!;

    public ValueTask InitializeAsync()
    {
        _proxy = new RecordingProxy(_csms.Address);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _csms.DisposeAsync();
    }

    [Fact]
    public async Task Every_frame_is_recorded_with_the_action_it_belongs_to()
    {
        await using var station = await ConnectAsync();

        await station.CallAsync(new AuthorizeRequest { IdTag = "A" });

        Assert.Equal([(Side.Station, FrameKind.Call, "Authorize"), (Side.Csms, FrameKind.CallResult, "Authorize")], _proxy.Log.Frames.Select(frame => (frame.From, frame.Kind, frame.Action)));
        Assert.Empty(_proxy.Log.Objections);
    }

    [Fact]
    public async Task A_frame_that_breaks_the_schema_is_named()
    {
        _csms.On("Authorize", _ => Reply.Result(new { idTagInfo = new { status = "Perhaps" } }));
        await using var station = await ConnectAsync();

        await station.CallAsync(new AuthorizeRequest { IdTag = "A" });

        Assert.Contains("Perhaps", Assert.Single(_proxy.Log.Objections));
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_connection_up()
    {
        _proxy.Doom(frame => frame.IsAnswerTo("Authorize"), Fate.Lost);
        await using var station = await ConnectAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => station.CallAsync(new AuthorizeRequest { IdTag = "A" }, timeout: TimeSpan.FromMilliseconds(300)));
        await station.CallAsync(new AuthorizeRequest { IdTag = "A" });

        Assert.Equal([Fate.Lost, Fate.Forwarded], _proxy.Log.Answers("Authorize").Select(answer => answer.Fate));
        Assert.Equal(1, _proxy.Connections);
    }

    [Fact]
    public async Task An_answer_cut_takes_the_connection_with_it()
    {
        _proxy.Doom(frame => frame.IsAnswerTo("Authorize"), Fate.Cut);
        await using var station = await ConnectAsync();

        await Assert.ThrowsAsync<ConnectionLostException>(() => station.CallAsync(new AuthorizeRequest { IdTag = "A" }, timeout: TimeSpan.FromSeconds(10)));

        await Eventually.HoldsAsync(() => _proxy.OpenConnections == 0, "the proxy has let go");
    }

    [Fact]
    public async Task A_cut_ends_both_sides_and_a_restored_line_takes_new_connections()
    {
        await using var first = await ConnectAsync();

        _proxy.CutOff();
        await Eventually.HoldsAsync(() => first.HasEnded, "the station's side ends");
        await Assert.ThrowsAsync<WebSocketException>(ConnectAsync);
        _proxy.Restore();
        await using var second = await ConnectAsync();
        await second.CallAsync(new HeartbeatRequest());

        Assert.Equal(2, _csms.Connections);
    }

    [Fact]
    public async Task A_black_hole_gives_no_sign_and_later_hands_on_what_it_held()
    {
        await using var station = await ConnectAsync();
        _proxy.Swallow();

        await Assert.ThrowsAsync<TimeoutException>(() => station.CallAsync(new HeartbeatRequest(), timeout: TimeSpan.FromMilliseconds(300)));
        Assert.False(station.HasEnded);
        Assert.Empty(_csms.Log.Frames);
        _proxy.Restore();
        await station.CallAsync(new HeartbeatRequest());

        Assert.Equal(2, _csms.Log.Calls("Heartbeat").Count);
    }

    RpcErrorCode? IInboundCalls.Admit(OcppAction action) => RpcErrorCode.NotSupported;

    ValueTask<object> IInboundCalls.HandleAsync(InboundCall call, CancellationToken connectionClosed) => throw new CallRefusedException(RpcErrorCode.NotSupported, "");

    private async Task<OcppPeer> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        await socket.ConnectAsync(new Uri(_proxy.Address, "/ocpp/A"), TestContext.Current.CancellationToken);
        var station = new OcppPeer(socket, this, new OcppPeerOptions(), TimeProvider.System);
        _ = station.RunAsync(CancellationToken.None);
        return station;
    }
}
