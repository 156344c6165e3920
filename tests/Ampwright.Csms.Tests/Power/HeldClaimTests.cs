using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Power.Sharing;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Power;

/// <summary>What stations are counted at, and who is served, where something goes otherwise than it should.</summary>
[Once]
public sealed class HeldClaimTests
{
    [Fact]
    public void What_somebody_else_may_have_taken_from_a_station_counts_at_the_worst_until_it_is_there_again()
    {
        var world = new ShareOfStations(ShareOfStations.Limit(20));
        world.Stations.Add(ShareOfStations.Charging(1) with { Connectors = [new ConnectorFacts { ConnectorId = 1 }] });
        world.Run(20);
        Assert.Equal(0, world.Of(1).Worst);
        world.Answer = _ => ClaimEnd.Refused;
        world.Stations[0] = world.Stations[0] with { DisturbedBy = world.LastCommand + 1 };
        world.Run(3);
        Assert.Equal(320, world.Of(1).Worst);
        world.Answer = _ => ClaimEnd.Accepted;
        world.Run(30);
        Assert.Equal(0, world.Of(1).Worst);
    }

    [Fact]
    public void A_fall_back_that_a_station_holds_no_more_is_set_again_and_one_that_another_order_of_ours_replaced_counts_as_held()
    {
        var world = new ShareOfStations(ShareOfStations.Limit(20));
        world.Stations.Add(ShareOfStations.Charging(1) with { Connectors = [new ConnectorFacts { ConnectorId = 1 }] });
        world.Run(10);
        var (fallback, sent) = (OrderProfiles.IdOf(OrderKind.Fallback, 1), world.Sent.Count);
        world.Stations[0] = world.Stations[0] with { Installed = new Dictionary<int, long> { [fallback] = world.LastCommand } };
        world.Run(10);
        Assert.Equal((sent, 0), (world.Sent.Count, world.Of(1).Worst));
        world.Stations[0] = world.Stations[0] with { Installed = new Dictionary<int, long>() };
        world.Run(1);
        Assert.Equal((sent + 1, 320), (world.Sent.Count, world.Of(1).Worst));
    }

    [Fact]
    public void The_limit_of_a_whole_station_is_told_again_after_a_boot()
    {
        var world = new ShareOfStations(ShareOfStations.Limit(20, new PlanConnector { Station = "CP1", StationMost = 160 }));
        world.Stations.Add(ShareOfStations.Charging(1));
        world.Run(20);
        Assert.Single(world.Sent, order => order.Kind == OrderKind.StationMost);
        world.Stations[0] = world.Stations[0] with { BootedAt = world.Now };
        world.Run(20);
        Assert.Equal(2, world.Sent.Count(order => order.Kind == OrderKind.StationMost));
    }

    [Fact]
    public void A_station_whose_clock_is_behind_keeps_its_lease_for_so_much_longer()
    {
        var world = new ShareOfStations(ShareOfStations.Limit(20) with { Lease = TimeSpan.FromMinutes(5) });
        world.Stations.Add(ShareOfStations.Charging(1) with { ClockBehind = TimeSpan.FromMinutes(10) });
        world.Run(20);
        Assert.Equal(200, world.Of(1).Worst);
        world.Stations[0] = world.Stations[0] with { Unreachable = "it is not connected" };
        world.Run(14 * 60);
        Assert.Equal(200, world.Of(1).Worst);
        world.Run(2 * 60);
        Assert.Equal(0, world.Of(1).Worst);
    }

    [Fact]
    public void A_station_that_always_refuses_keeps_no_turn_from_the_others()
    {
        // Room for one of three; the first in the queue says no to whatever it is told.
        var world = new ShareOfStations(ShareOfStations.Limit(8) with { Turn = TimeSpan.FromMinutes(5) });
        world.Stations.AddRange([ShareOfStations.Charging(3), ShareOfStations.Charging(1), ShareOfStations.Charging(2)]);
        world.Answer = order => order is { Kind: OrderKind.Transaction, StationId: 3 } ? ClaimEnd.Refused : ClaimEnd.Accepted;
        var served = new Dictionary<long, int>();
        for (var minute = 0; minute < 60; minute++)
        {
            world.Run(60);
            foreach (var station in (long[])[1, 2])
            {
                if (world.Of(station).Present >= 60) served[station] = served.GetValueOrDefault(station) + 1;
            }
        }
        Assert.InRange(served.GetValueOrDefault(1), 20, 40);
        Assert.InRange(served.GetValueOrDefault(2), 20, 40);
    }

    [Fact]
    public void A_limit_that_falls_by_a_tenth_of_an_ampere_does_not_send_everybody_a_message()
    {
        var world = new ShareOfStations(ShareOfStations.Limit(100));
        world.Stations.AddRange(Enumerable.Range(1, 10).Select(number => ShareOfStations.Charging(number)));
        world.Run(60);
        Assert.All(world.Stations, station => Assert.Equal(100, world.Of(station.StationId).Present));
        world.Sent.Clear();
        for (var tenths = 1; tenths <= 30; tenths++)
        {
            world.Plan = world.Plan with { Nodes = [new PlanNode { Name = "Yard", Limit = new PlanLimit(1000 - tenths, null) }] };
            world.Run(1);
        }
        world.Run(3);
        Assert.InRange(world.Sent.Count(order => order.Kind == OrderKind.Transaction), 3, 20);
        Assert.InRange(world.Stations.Sum(station => world.Of(station.StationId).Present), 940, 970);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(20.5)]
    public void A_limit_that_rises_reaches_the_cars_within_ten_seconds_also_where_they_were_told_something_just_before(double amperes)
    {
        var world = new ShareOfStations(ShareOfStations.Limit(20));
        world.Stations.Add(ShareOfStations.Charging(1));
        world.Run(1);
        while (world.Of(1).Present != 200) world.Run(1);
        world.Plan = world.Plan with { Nodes = [new PlanNode { Name = "Yard", Limit = new PlanLimit((int)(amperes * 10), null) }] };
        world.Run(10);
        Assert.Equal((int)(amperes * 10), world.Of(1).Present);
    }

    [Fact]
    public void Connectors_of_one_station_on_different_feeders_count_each_at_its_own()
    {
        var plan = ShareOfStations.Limit(40, new PlanConnector { Station = "CP1", ConnectorId = 1, Node = 1, StationMost = 320 }, new PlanConnector { Station = "CP1", ConnectorId = 2, Node = 2, StationMost = 320 });
        plan = plan with { Nodes = [ShareOfStations.Yard(40), new PlanNode { Name = "North", Parent = 0, Limit = new PlanLimit(100, null) }, new PlanNode { Name = "South", Parent = 0, Limit = new PlanLimit(80, null) }] };
        var world = new ShareOfStations(plan);
        world.Stations.Add(ShareOfStations.Charging(1) with { Connectors = [.. Enumerable.Range(1, 2).Select(number => new ConnectorFacts { ConnectorId = number, Transaction = number, StartedAt = ShareOfStations.Start, Drawn = 320, DrawnAt = ShareOfStations.Start })] });
        world.Run(60);
        Assert.Equal((100, 80), (world.Share.Find(1, 1)!.Present, world.Share.Find(1, 2)!.Present));
    }
}
