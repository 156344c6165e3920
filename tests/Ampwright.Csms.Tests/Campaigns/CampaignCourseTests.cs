using Ampwright.Csms.Campaigns;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Campaigns;

[Once]
public sealed class CampaignCourseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 0, null, null, "10")]
    [InlineData(10, 2, null, null, "2 8")]
    [InlineData(10, 2, 3, null, "2 3 3 2")]
    [InlineData(10, 0, null, 25, "3 3 3 1")]
    [InlineData(10, 1, null, 100, "1 9")]
    [InlineData(3, 5, 2, null, "3")]
    [InlineData(1, 0, 1000, null, "1")]
    [InlineData(200, 0, null, 1, "2 2 2 2")]
    public void Waves_cover_every_station_once_and_none_is_empty(int stations, int canary, int? size, int? percent, string expected)
    {
        var waves = CampaignCourse.Waves(stations, canary, size, percent);
        Assert.Equal(stations, waves.Sum());
        Assert.StartsWith(expected, string.Join(' ', waves), StringComparison.Ordinal);
    }

    [Theory]
    // waiting, running, done, failed of the wave that is under way
    [InlineData(3, 0, 0, 0, nameof(CampaignTurn.Give))]
    [InlineData(3, 1, 0, 0, nameof(CampaignTurn.Give))]
    [InlineData(3, 2, 0, 0, nameof(CampaignTurn.Wait))]
    [InlineData(0, 1, 4, 0, nameof(CampaignTurn.Wait))]
    [InlineData(1, 0, 0, 1, nameof(CampaignTurn.Give))]
    [InlineData(1, 0, 0, 2, nameof(CampaignTurn.Stop))]
    [InlineData(0, 2, 0, 2, nameof(CampaignTurn.Stop))]
    [InlineData(0, 0, 5, 0, nameof(CampaignTurn.NextWave))]
    [InlineData(0, 0, 4, 1, nameof(CampaignTurn.NextWave))]
    public void It_gives_as_many_as_may_be_under_way_and_stops_at_more_failures_than_allowed(int waiting, int running, int done, int failed, string turn) =>
        Assert.Equal(turn, Decide(Wave2 with { StopAfter = 1 }, new WaveCount(waiting, running, done, failed, 0)).Turn.ToString());

    [Theory]
    [InlineData(2, nameof(CampaignTurn.Give))]
    [InlineData(3, nameof(CampaignTurn.Stop))]
    public void A_share_counts_of_the_whole_wave(int failed, string turn) =>
        Assert.Equal(turn, Decide(Wave2 with { StopPercent = 10 }, new WaveCount(10, 0, 5, failed, 5 - failed)).Turn.ToString());

    [Fact]
    public void One_failure_among_those_sent_ahead_stops_all_whatever_the_rules_say()
    {
        var canary = Wave2 with { Wave = 1, HasCanary = true, StopAfter = 100 };
        Assert.Equal(CampaignTurn.Stop, Decide(canary, new WaveCount(0, 0, 2, 1, 0)).Turn);
        Assert.Equal(CampaignTurn.NextWave, Decide(canary, new WaveCount(0, 0, 2, 0, 1)).Turn);
        Assert.Equal(CampaignTurn.NextWave, Decide(canary with { Forgiven = 1 }, new WaveCount(0, 0, 2, 1, 0)).Turn);
    }

    [Fact]
    public void Those_sent_ahead_of_which_none_was_done_have_shown_nothing_and_a_person_has_to_say_that_it_goes_on()
    {
        var canary = Wave2 with { Wave = 1, HasCanary = true };
        Assert.Equal(CampaignTurn.Await, Decide(canary, new WaveCount(0, 0, 0, 0, 3)).Turn);
        Assert.Equal(CampaignTurn.NextWave, Decide(canary with { GoAhead = true }, new WaveCount(0, 0, 0, 0, 3)).Turn);
        Assert.Equal(CampaignTurn.NextWave, Decide(Wave2, new WaveCount(0, 0, 0, 0, 3)).Turn);
    }

    [Fact]
    public void Between_waves_it_rests_or_waits_for_a_persons_word_which_ends_the_pause_too()
    {
        var over = new WaveCount(0, 0, 5, 0, 0);
        var rests = Wave2 with { PauseSeconds = 60, WaveOverAt = Now };
        Assert.Equal(CampaignTurn.Rest, CampaignCourse.Decide(rests, over, Now.AddSeconds(59)).Turn);
        Assert.Equal(CampaignTurn.NextWave, CampaignCourse.Decide(rests, over, Now.AddSeconds(60)).Turn);
        Assert.Equal(CampaignTurn.NextWave, CampaignCourse.Decide(rests with { GoAhead = true }, over, Now).Turn);
        Assert.Equal(CampaignTurn.Await, CampaignCourse.Decide(rests with { NeedsGoAhead = true }, over, Now.AddDays(1)).Turn);
        Assert.Equal(CampaignTurn.NextWave, CampaignCourse.Decide(rests with { NeedsGoAhead = true, GoAhead = true }, over, Now).Turn);
    }

    [Fact]
    public void The_last_wave_ends_it_however_many_failed_at_its_end()
    {
        var last = Wave2 with { Wave = 3, StopAfter = 0, NeedsGoAhead = true };
        Assert.Equal(CampaignTurn.Stop, Decide(last, new WaveCount(1, 0, 0, 1, 0)).Turn);
        Assert.Equal(CampaignTurn.Wait, Decide(last, new WaveCount(0, 1, 0, 1, 0)).Turn);
        Assert.Equal(CampaignTurn.End, Decide(last, new WaveCount(0, 0, 0, 2, 0)).Turn);
    }

    private static Campaign Wave2 { get; } = new() { Wave = 2, Waves = 3, Concurrency = 2 };

    private static CampaignDecision Decide(Campaign campaign, WaveCount wave) => CampaignCourse.Decide(campaign, wave, Now);
}
