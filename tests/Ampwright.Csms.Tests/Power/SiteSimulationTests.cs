using System.Diagnostics;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Power.Allotment;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Power;

/// <summary>Fifty connectors over a day, judged by what flows.</summary>
[Once]
public sealed class SiteSimulationTests
{
    /// <summary>What a measured sum may be above its limit, in tenths of an ampere: nothing. What the building may rise by while stations are told is the plan's reserve.</summary>
    private const int Tolerance = 0;

    [Fact]
    public void No_limit_is_exceeded_in_any_second_of_a_bad_day_and_nearly_all_is_delivered_that_could_be()
    {
        var (day, report) = Live(seed: 1, Plan(_ => Wiring.ThreePhases, fallbackOfOne: 0));
        Assert.True(day.Excess <= Tolerance, report);
        Assert.True(day.Delivered >= 0.95 * EnergyOptimum.Of(day), report);
        Assert.True(day.Stations.Sum(station => station.Refused) > 100 && day.Stations.Sum(station => station.Lost) > 100 && day.Stations.Count(station => station.SecondsAway > 0) > 15, report);
        // Whoever stays for more than an hour and wants something gets some of it, unless his station was away.
        Assert.True(day.Starved == 0, report);
    }

    [Fact]
    public void No_phase_is_overloaded_where_some_connectors_have_one_phase_only()
    {
        var (day, report) = Live(seed: 2, Plan(at => at % 7 < 3 ? new Wiring(1 << (at % 7), 1) : at % 7 == 3 ? Wiring.SomePhase : Wiring.ThreePhases, fallbackOfOne: 60));
        Assert.True(day.Excess <= Tolerance, report);
        // Some phase of some feeder is full at times: the limit is used.
        Assert.True(day.Excess >= -30, report);
    }

    private static (SimulatedDay Day, string Report) Live(int seed, PowerPlan plan)
    {
        var watch = Stopwatch.StartNew();
        var day = new SimulatedDay(seed, plan, faulty: true);
        day.Run();
        var took = watch.Elapsed;
        var most = EnergyOptimum.Of(day);
        var report = $"{took.TotalSeconds:0.0} s, optimum {watch.Elapsed.TotalSeconds - took.TotalSeconds:0.0} s; {day.Cars.Count} cars, {day.Delivered / 1000:0} of {most / 1000:0} kWh = {day.Delivered / most:0.000} (wanted {day.Cars.Sum(one => one.Car.Needs) / 1000:0}); "
            + $"worst {day.Excess / 10.0} A at {day.ExcessAt}; {day.Orders} orders, {day.Stations.Sum(station => station.Refused)} refused, {day.Stations.Sum(station => station.Lost)} lost, "
            + $"away {day.Stations.Sum(station => station.SecondsAway) / 3600.0 / 25:0.0} h each; {day.Starved} starved, longest without {day.Cars.Max(one => one.Car.Waited) / 60} min";
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        return (day, report);
    }

    private static PowerPlan Plan(Func<int, Wiring> wiring, int fallbackOfOne)
    {
        var all = Enum.GetValues<DayOfWeek>();
        return new PowerPlan
        {
            Nodes =
            [
                new PlanNode
                {
                    Name = "Site", Limit = new PlanLimit(3000, null),
                    Schedules = [new PlanSchedule("evening peak", WeeklyWindows.Of([new WeeklyWindow(all, 17 * 60, 20 * 60)]), new PlanLimit(2200, null))],
                },
                new PlanNode { Name = "North", Parent = 0, Limit = new PlanLimit(1500, null) },
                new PlanNode { Name = "South", Parent = 0, Limit = new PlanLimit(1000, null) },
            ],
            Building = new BuildingPlan(TimeSpan.FromSeconds(60), 1200, 30),
            Connectors =
            [
                .. Enumerable.Range(0, 25).SelectMany(station => Enumerable.Range(1, 2).Select(connector => new PlanConnector
                {
                    Station = $"S{station}",
                    ConnectorId = connector,
                    Node = station % 3,
                    Most = 320,
                    // Where one keeps charging a little when its line is down, whoever comes, that is kept free all day.
                    Fallback = station == 0 ? fallbackOfOne : 0,
                    Wiring = wiring((station * 2) + connector - 1),
                })),
            ],
        };
    }
}
