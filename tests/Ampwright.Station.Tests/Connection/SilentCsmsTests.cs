using System.Net;
using System.Net.Sockets;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.TestKit;
using Ampwright.TestKit.Scripted;
using Ampwright.TestKit.Wire;

namespace Ampwright.Station.Tests.Connection;

/// <summary>A CSMS that is there and says nothing; real sockets.</summary>
public sealed class SilentCsmsTests
{
    [Fact]
    public async Task An_upgrade_that_nobody_answers_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var time = new ManualTimeProvider();
        using var network = new WebSocketNetwork(time);
        using var loop = new StationLoop();
        var trace = new StationTrace(time);
        var url = new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/ocpp");

        var dialing = network.ConnectAsync(new LinkRequest(url, "CP-1", null, TimeSpan.Zero, trace), new CsmsCalls(loop, trace), CancellationToken.None);
        using var taken = await listener.AcceptTcpClientAsync();
        Assert.False(dialing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(21));

        var why = await Assert.ThrowsAsync<NetworkException>(() => dialing);
        Assert.Contains("no answer to the handshake", why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_whose_pings_nobody_answers_ends_within_two_ping_intervals()
    {
        await using var csms = new ScriptedCsms();
        await using var proxy = new RecordingProxy(csms.Address);
        using var network = new WebSocketNetwork(TimeProvider.System);
        using var loop = new StationLoop();
        var trace = new StationTrace(TimeProvider.System);
        var interval = TimeSpan.FromSeconds(4);
        var link = await network.ConnectAsync(
            new LinkRequest(proxy.Address, "CP-1", null, interval, trace), new CsmsCalls(loop, trace), CancellationToken.None);

        var since = TimeProvider.System.GetTimestamp();
        proxy.Swallow();
        await link.Ended;

        // Nothing but the missing pong ends it: sooner than a ping could be missed would be another cause. A second is for a busy machine.
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), interval / 2, 2 * interval + TimeSpan.FromSeconds(1));
    }
}
