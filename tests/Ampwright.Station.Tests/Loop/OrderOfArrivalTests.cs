using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Loop;

/// <summary>What comes from outside takes effect in the order in which it came.</summary>
public sealed class OrderOfArrivalTests
{
    [Fact]
    public void What_arrived_first_and_waits_for_the_loop_to_settle_goes_before_what_arrived_behind_it()
    {
        using var loop = new StationLoop();
        var happened = new List<string>();
        loop.Start(async () =>
        {
            loop.Post(() => happened.Add("what followed from it"));
            await loop.WhenSettled();
            happened.Add("the answer");
        });
        loop.Post(() => happened.Add("the call behind it"));
        loop.RunUntilIdle();
        Assert.Equal(["what followed from it", "the answer", "the call behind it"], happened);
    }

    [Fact]
    public async Task A_call_right_behind_the_answer_that_accepts_the_station_is_not_met_with_silence()
    {
        using var loop = new StationLoop();
        var rejected = true;
        var calls = new CsmsCalls(loop, new StationTrace(new ManualTimeProvider())) { MustBeSilent = () => rejected };
        loop.Post(() => rejected = false);
        var silent = calls.KeepsSilentAsync(TestContext.Current.CancellationToken);
        loop.RunUntilIdle();
        Assert.False(await silent);
    }
}
