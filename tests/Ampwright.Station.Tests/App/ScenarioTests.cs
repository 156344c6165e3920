using System.Globalization;
using System.Text.Json.Nodes;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.App.Scenario;

namespace Ampwright.Station.Tests.App;

/// <summary>What a scenario says, and what it has in store for a station.</summary>
public sealed class ScenarioTests
{
    private const string Least = """
        { "arrivalsPerHour": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1], "energyWh": {"least":1000,"mean":5000,"most":9000},
          "minutes": {"least":10,"mean":60,"most":120}, "cards": ["04A1B2C3"] }
        """;

    [Theory]
    [InlineData("$.minutes", """{"least":10,"average":60,"most":120}""", "cannot be read at $.minutes", "A spread holds: least, mean, most.")]
    [InlineData("$.drivers", "1", "cannot be read at $.drivers", "arrivalsPerHour, energyWh, minutes, cards")]
    [InlineData("$.faults", """{"perDay":1}""", "cannot be read at $.faults", "A trouble holds: perDay, minutes.")]
    [InlineData("$.stations", """[{"product":"full"}]""", "cannot be read at $.stations[0]", "product, share")]
    [InlineData("$.cards", "[]", "cards: one UID at least")]
    [InlineData("$.cards", """["04A1B2C3","12"]""", "cards[1]: 4, 7 or 10 bytes")]
    [InlineData("$.arrivalsPerHour", "[1,2]", "arrivalsPerHour: 24 numbers", "there are 2")]
    [InlineData("$.minutes", """{"least":10,"mean":5,"most":120}""", "minutes: least, mean and most in this order, 0.1 to 10080 minutes")]
    [InlineData("$.remoteShare", "1.5", "remoteShare: 0 to 1")]
    [InlineData("$.startHour", "24", "startHour: 0 to 23")]
    [InlineData("$.stations", """[{"product":"full","share":0.7}]""", "together make 1")]
    [InlineData("$.powerCuts", """{"perDay":-1,"minutes":{"least":1,"mean":2,"most":3}}""", "powerCuts.perDay: 0 to 1440")]
    public void A_mistake_is_named_with_its_place_and_what_may_stand_there(string member, string value, params string[] named)
    {
        var scenario = JsonNode.Parse(Least)!.AsObject();
        scenario[member[2..]] = JsonNode.Parse(value);
        var failure = Assert.Throws<StartException>(() => ScenarioReader.Parse(scenario.ToJsonString(), "mine.json"));
        Assert.All([.. named, "mine.json"], one => Assert.Contains(one, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_seed_has_the_same_in_store_and_another_one_something_else()
    {
        var workday = ScenarioReader.Read("workday");
        var one = StationPlan.Of(workday, 11, 6).Take(500).ToList();
        Assert.Equal(one, StationPlan.Of(workday, 11, 6).Take(500));
        Assert.NotEqual(one, StationPlan.Of(workday, 12, 6).Take(500));
        Assert.Equal(one.Select(happening => happening.At).Order(), one.Select(happening => happening.At));
        Assert.Equal(Enum.GetValues<HappeningKind>(), one.Select(happening => happening.Kind).Distinct().Order());
    }

    [Fact]
    public void More_faults_bring_no_other_drivers()
    {
        var workday = ScenarioReader.Read("workday");
        Assert.Equal(Arrivals(workday), Arrivals(workday with { Faults = workday.Faults! with { PerDay = 20 }, PowerCuts = null }));

        static List<Happening> Arrivals(FleetScenario scenario) => [.. StationPlan.Of(scenario, 3, 6).Where(one => one.Kind == HappeningKind.Arrival).Take(300)];
    }

    [Fact]
    public void As_many_drivers_come_as_the_hour_of_the_day_says_and_want_what_the_spreads_allow()
    {
        var workday = ScenarioReader.Read("workday");
        const int Days = 2_000;
        var arrivals = StationPlan.Of(workday, 5, 6).TakeWhile(one => one.At < TimeSpan.FromDays(Days)).Where(one => one.Kind == HappeningKind.Arrival).ToList();
        Assert.All(arrivals, one => Assert.InRange(one.EnergyWh, 2_000, 60_000));
        Assert.All(arrivals, one => Assert.InRange(one.Lasts.TotalMinutes, 10, 720));
        Assert.InRange(arrivals.Count(one => one.Remote) / (double)arrivals.Count, 0.17, 0.23);
        foreach (var hour in (int[])[0, 2, 8, 17])
        {
            var expected = workday.ArrivalsPerHour[hour] * Days;
            var came = arrivals.Count(one => (int)((6 + one.At.TotalHours) % 24) == hour);
            Assert.True(Math.Abs(came - expected) <= 5 * Math.Sqrt(expected), string.Create(CultureInfo.InvariantCulture, $"at {hour}: {came}, expected {expected}"));
        }
    }
}
