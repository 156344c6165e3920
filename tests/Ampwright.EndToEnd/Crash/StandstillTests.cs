using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>The program stands still, or what it writes its log to does.</summary>
public sealed class StandstillTests
{
    private const int Refusals = 4000;

    [Fact]
    public async Task A_program_that_stood_still_for_more_than_2_s_tells_how_long()
    {
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"]);
        csms.Process.Pause();
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(() => TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(3.5), "it has stood still long enough");
        csms.Process.Resume();
        await csms.Process.LineAsync(line => line.Contains("The whole program stood still for", StringComparison.Ordinal), "tells that it stood still");
        await csms.Api.IsLiveAsync();
    }

    /// <summary>A pipe that nobody reads, as of a collector of logs that hangs; a disk that is full.</summary>
    [Theory]
    [InlineData("mkfifo \"$0\"; exec \"$@\" 2<>\"$0\"")]
    [InlineData("exec \"$@\" 2>/dev/full")]
    public async Task A_log_that_nobody_takes_holds_up_nothing(string shell)
    {
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"], under: ["sh", "-c", shell, folder["log"]]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        var address = new UriBuilder(csms.StationUrl) { Scheme = "http" }.Uri;
        // Each of these is a line of the log: more than the pipe and the program's own queue hold together.
        await Parallel.ForEachAsync(Enumerable.Range(0, Refusals), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, stop) =>
        {
            using var answer = await http.GetAsync(new Uri($"{address}/NOBODY-{number}"), stop);
            Assert.Equal(426, (int)answer.StatusCode);
        });
        await csms.Api.IsLiveAsync();
        Assert.True(await csms.Api.IsReadyAsync());
    }
}
