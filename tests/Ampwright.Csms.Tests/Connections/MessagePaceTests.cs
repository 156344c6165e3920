using Ampwright.Csms.Connections;
using Ampwright.Ocpp;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Connections.RunningCsms;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Connections;

[Once]
public sealed class MessagePaceTests
{
    private static readonly ConnectionOptions Slow = new()
    {
        MessagesPerSecond = 10,
        MessagesAtOnce = 3,
        TransactionMessagesPerSecond = 100,
        TransactionMessagesAtOnce = 3,
        MaxSilence = TimeSpan.FromDays(1),
    };

    [Fact]
    public void A_burst_passes_and_what_exceeds_it_waits_its_share()
    {
        var time = new ManualTimeProvider();
        var pace = new MessagePace(Slow, time);
        for (var message = 0; message < 3; message++) Assert.Equal(TimeSpan.Zero, pace.Take(Catalogue.Heartbeat));
        Assert.Equal(TimeSpan.FromMilliseconds(100), pace.Take(Catalogue.Heartbeat));
        Assert.Equal(TimeSpan.Zero, pace.Take(Catalogue.MeterValues));
        time.Advance(TimeSpan.FromSeconds(60));
        for (var message = 0; message < 3; message++) Assert.Equal(TimeSpan.Zero, pace.Take(Catalogue.StatusNotification));
        Assert.True(pace.Take(Catalogue.Authorize) > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_flooding_station_is_answered_later_and_nothing_is_lost()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time, Slow);
        await csms.RegisterAsync();
        await csms.RegisterAsync("CALM");
        await using var flood = await csms.ConnectAsync();
        await using var calm = await csms.ConnectAsync("CALM");
        for (var message = 0; message < 10; message++) await flood.SendAsync($"""[2,"{message}","Heartbeat",""" + "{}]");
        for (var message = 0; message < 3; message++) Assert.Contains($"\"{message}\"", await flood.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(3, (await calm.CallAsync("Heartbeat", "{}")).GetArrayLength());

        for (var message = 3; message < 10; message++)
        {
            var next = flood.ReceiveAsync();
            await UntilAsync(() =>
            {
                if (!next.IsCompleted) time.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(next.IsCompleted);
            });
            Assert.Contains($"\"{message}\"", await next, StringComparison.Ordinal);
        }
    }
}
