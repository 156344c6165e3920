using Ampwright.Station.Tests.Crash.Scenarios;

namespace Ampwright.Station.Tests.Crash;

/// <summary>
/// Each scenario is lived once to count the points where the station touches its disks or the network; then it is cut at every one of them,
/// restarted and judged, and cut once more at points drawn from the recovery.
/// </summary>
public sealed class CrashPointTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_session_by_card_arrives_whole_wherever_the_power_goes() => RunAsync(new LocalSession());

    [Fact]
    public Task A_session_by_the_CSMS_arrives_whole_wherever_the_power_goes() => RunAsync(new RemoteSession());

    [Fact]
    public Task A_session_without_a_CSMS_arrives_whole_wherever_the_power_goes() => RunAsync(new OfflineSession());

    [Fact]
    public Task A_reservation_that_was_promised_is_kept_and_used_once_wherever_the_power_goes() => RunAsync(new ReservedSession());

    [Fact]
    public Task An_update_ends_with_an_image_that_runs_and_is_told_wherever_the_power_goes() => RunAsync(new UpdateAfterASession());

    [Fact]
    public Task Password_and_security_profile_are_raised_and_the_station_comes_back_wherever_the_power_goes() => RunAsync(new ProfileUpgrade());

    private async Task RunAsync(CrashScenario scenario)
    {
        await using var _ = scenario;
        var (points, disk) = await CountAsync(scenario);
        Assert.True(disk >= 12 && points - disk >= 12, $"only {disk} disk calls and {points - disk} points of the network");
        var (once, twice, begun) = (0, 0, 0);
        for (var point = 1; point <= points; point++)
        {
            for (var way = 0; way < scenario.Ways; way++)
            {
                var recovery = await LiveAsync(scenario, point, way, second: null);
                if (recovery is null) continue; // What runs beside the loop took fewer steps this time.
                once++;
                if (recovery.Value.Begun) begun++;
                var random = new Random((point * 100) + way);
                for (var sample = 0; sample < scenario.SecondCuts; sample++)
                {
                    if (await LiveAsync(scenario, point, way, 1 + random.Next(recovery.Value.Points)) is not null) twice++;
                }
            }
        }

        output.WriteLine($"{points} points, {disk} of them disk calls; {once} lives cut once, {twice} twice; {begun} had begun before the cut");
        // What runs beside the loop (files, keys) takes more steps on a busy machine: those that were counted need not all come again.
        Assert.True(once >= points * 2 / 3 && begun >= once / 2, $"{once} cuts of {points}, {begun} after it had begun");
    }

    private static async Task<(int Points, int Disk)> CountAsync(CrashScenario scenario)
    {
        await using var world = await scenario.StartAsync();
        Assert.False(world.IsCutIn(scenario.Live, at: null));
        var passed = world.Passed;
        Assert.True(scenario.Judge(world), "without a cut it is to happen");
        return passed;
    }

    /// <returns>The points of the recovery; null if the scenario was over before the first cut.</returns>
    private static async Task<(int Points, bool Begun)?> LiveAsync(CrashScenario scenario, int point, int way, int? second)
    {
        await using var world = await scenario.StartAsync();
        if (!world.IsCutIn(scenario.Live, point)) return null;
        world.StayDark(seed: (point * 10) + way);
        var points = 0;
        if (world.IsCutIn(Recover, second))
        {
            world.StayDark(seed: (point * 1000) + way);
            Assert.False(world.IsCutIn(Recover, at: null));
        }
        else
        {
            points = world.Passed.All;
        }

        try
        {
            return (points, scenario.Judge(world));
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException(
                $"Cut at {world.Where} (way {way}): {wrong.Message}\n{string.Join('\n', world.Test.Trace.Since().Select(line => line.Text).TakeLast(40))}", wrong);
        }

        void Recover(CrashWorld cut)
        {
            cut.Test.PowerOn();
            scenario.GoOn(cut);
        }
    }
}
