using Ampwright.Csms.Hosting;
using Ampwright.Csms.Metrics;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using Microsoft.Extensions.Logging;

namespace Ampwright.Csms.Tests.Hosting;

[Once]
public sealed class StallWatchTests
{
    [Fact]
    public async Task Work_that_is_not_taken_up_is_told_while_it_waits_and_once_it_was()
    {
        var lines = new LogLines();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(lines));
        using var metrics = new CsmsMetrics();
        using var collector = new MetricCollector(metrics);
        using var watch = new StallWatch(metrics, TimeProvider.System, logging.CreateLogger<StallWatch>());
        Action? withheld = null;
        var asking = new Thread(() => watch.Ask(work => withheld = work, TimeSpan.FromMilliseconds(50)));
        asking.Start();
        await Eventually.HoldsAsync(() => lines.Lines.Any(line => line.StartsWith("Warning 660", StringComparison.Ordinal)), "the stall is told while it lasts");
        Assert.DoesNotContain(lines.Lines, line => line.Contains(" 661 ", StringComparison.Ordinal));
        Assert.Contains("threads are busy", lines.Lines.Single(), StringComparison.Ordinal);

        withheld!();
        await Eventually.HoldsAsync(() => lines.Lines.Any(line => line.StartsWith("Warning 661", StringComparison.Ordinal)), "its end is told");
        asking.Join();
        Assert.Contains("ampwright_stall_seconds_count 1", collector.Write(), StringComparison.Ordinal);

        watch.Ask(work => work(), StallWatch.Longest);
        Assert.Equal(2, lines.Lines.Count);
    }

    [Fact]
    public async Task A_program_whose_pool_works_is_not_told_of_and_the_watch_ends_with_it()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.StopAsync();
        Assert.DoesNotContain(csms.Log.Lines, line => line.Contains(" 660 ", StringComparison.Ordinal));
    }
}
