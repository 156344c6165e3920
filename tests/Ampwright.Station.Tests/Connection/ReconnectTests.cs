using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Connection;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Connection;

public sealed class ReconnectTests
{
    [Fact]
    public void The_wait_has_jitter_doubles_three_times_and_stays_there()
    {
        for (var failures = 1; failures <= 8; failures++)
        {
            var times = 1 << Math.Min(failures - 1, 3);
            var waits = Enumerable.Range(0, 200).Select(seed => BackOffRule.Default.Wait(failures, new Random(seed)).TotalSeconds).ToList();
            Assert.All(waits, wait => Assert.InRange(wait, 3 * times, 13 * times));
            Assert.True(waits.Max() - waits.Min() > 8 * times, "no jitter to speak of");
        }
    }

    [Fact]
    public void It_dials_again_for_ever_and_no_more_often_than_the_back_off_allows()
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.GoDown();
        var before = test.Csms.Dials;
        test.Pass(3600);
        Assert.InRange(test.Csms.Dials - before, 3600 / 104, 3600 / 24 + 8);
        test.Csms.ComeBack();
        test.Pass(105);
        Assert.True(test.Csms.IsConnected);
        Assert.Empty(test.Csms.All<BootNotificationRequest>());
    }

    [Fact]
    public void Stations_that_lost_the_CSMS_together_do_not_come_back_together()
    {
        var arrivals = new HashSet<int>();
        for (var seed = 0; seed < 20; seed++)
        {
            using var test = new StationUnderTest(options: options => options with { Seed = seed });
            test.PowerOn();
            test.Csms.Break();
            var tenths = 0;
            for (; !test.Csms.IsConnected; tenths++) test.Pass(0.1);
            arrivals.Add(tenths);
            Assert.InRange(tenths, 30, 131);
        }
        Assert.True(arrivals.Count > 10, $"only {arrivals.Count} different instants");
    }

    [Fact]
    public void The_board_that_sees_its_link_again_makes_it_dial_at_once()
    {
        using var test = StationUnderTest.Accepted();
        test.Csms.GoDown();
        test.Pass(600);
        test.Csms.ComeBack();
        test.Hardware.SetLink(up: true);
        test.Settle();
        Assert.True(test.Csms.IsConnected);
    }

    [Fact]
    public void An_idle_station_that_was_offline_comes_back_without_a_word_too_many()
    {
        using var test = StationUnderTest.Accepted("ampevo");
        test.Csms.GoDown();
        test.Pass(60);
        test.Csms.ComeBack();
        test.Pass(60);
        Assert.True(test.Csms.IsConnected);
        Assert.Empty(test.Csms.Heard);
    }
}
