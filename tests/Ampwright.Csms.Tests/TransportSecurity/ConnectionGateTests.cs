using System.Net.Sockets;
using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.TransportSecurity;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.TransportSecurity;

[Once]
public sealed class ConnectionGateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_say_nothing_take_a_bounded_number_of_places_and_only_for_a_while(bool secure)
    {
        var time = new ManualTimeProvider();
        await using var csms = await HandshakeTests.StartAsync(time: time);
        var options = csms.Part<ConnectionOptions>();
        await csms.RegisterAsync(more: secure ? ""","securityProfile":2""" : "");
        await using var station = new RawStation(secure ? csms.SecureAddress : csms.Address, "CP1");
        await station.ConnectAsync();
        var silent = new List<TcpClient>();
        for (var number = 0; number < options.UnfinishedPerSource; number++) silent.Add(await OpenAsync(csms, secure));
        await RunningCsms.UntilAsync(() => Task.FromResult(csms.Part<ConnectionGate>().Unfinished == options.UnfinishedPerSource));

        Assert.True(await IsDroppedAsync(csms, secure));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());

        time.Advance(options.FirstRequestPatience);
        foreach (var one in silent)
        {
            Assert.True(await EndsAsync(one));
            one.Dispose();
        }
        await RunningCsms.UntilAsync(() => Task.FromResult(csms.Part<ConnectionGate>().Unfinished == 0));
        Assert.Equal(200, (await csms.SendAsync("GET", "/health/live")).Code);
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());
    }

    [Fact]
    public async Task A_source_whose_handshakes_fail_is_served_a_few_at_a_time_and_stations_beside_it_get_through()
    {
        await using var csms = await HandshakeTests.StartAsync();
        var options = csms.Part<ConnectionOptions>();
        await csms.RegisterAsync(more: ""","securityProfile":2""");
        for (var number = 0; number < options.FailedHandshakesPerMinute; number++)
        {
            using var noTls = await OpenAsync(csms, secure: true);
            await noTls.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"));
            Assert.True(await EndsAsync(noTls));
        }
        await RunningCsms.UntilAsync(() => Task.FromResult(csms.Part<ConnectionGate>().Unfinished == 0));

        await using var station = new RawStation(csms.SecureAddress, "CP1");
        Assert.Equal(101, await station.KnockAsync());
        var silent = new List<TcpClient>();
        for (var number = 0; number < options.UnfinishedPerFailingSource; number++) silent.Add(await OpenAsync(csms, secure: true));
        await RunningCsms.UntilAsync(() => Task.FromResult(csms.Part<ConnectionGate>().Unfinished == options.UnfinishedPerFailingSource));
        Assert.True(await IsDroppedAsync(csms, secure: true));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());
        foreach (var one in silent) one.Dispose();
    }

    private static async Task<TcpClient> OpenAsync(ServedCsms csms, bool secure)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", (secure ? csms.SecureAddress : csms.Address).Port);
        return client;
    }

    private static async Task<bool> IsDroppedAsync(ServedCsms csms, bool secure)
    {
        try
        {
            using var oneMore = await OpenAsync(csms, secure);
            return await EndsAsync(oneMore);
        }
        catch (SocketException)
        {
            // So fast that the client was not done connecting.
            return true;
        }
    }

    private static async Task<bool> EndsAsync(TcpClient client)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            var bytes = new byte[1000];
            while (await client.GetStream().ReadAsync(bytes, deadline.Token) > 0)
            {
                // An alert, or an answer to what was no TLS.
            }
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
