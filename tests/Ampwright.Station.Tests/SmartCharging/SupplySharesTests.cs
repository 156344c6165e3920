using Ampwright.Station.SmartCharging;

namespace Ampwright.Station.Tests.SmartCharging;

public sealed class SupplySharesTests
{
    [Theory]
    [InlineData(63, new double[] { 32, 32 }, new double[] { 31.5, 31.5 })]
    [InlineData(40, new double[] { 10, 32, 32 }, new double[] { 10, 15, 15 })]
    [InlineData(11, new double[] { 32, 32 }, new double[] { 11, 0 })]
    [InlineData(5, new double[] { 32 }, new double[] { 0 })]
    [InlineData(20, new double[] { 0, 32 }, new double[] { 0, 20 })]
    [InlineData(20, new double[] { 4, 32 }, new double[] { 4, 20 })] // 4 A cannot be offered: it pauses and takes nothing.
    [InlineData(100, new double[] { 16, 32 }, new double[] { 16, 32 })]
    [InlineData(10, new double[0], new double[0])]
    public void The_current_is_divided_as_evenly_as_the_connectors_can_take_it(double budget, double[] most, double[] shares) => Assert.Equal(
        shares.Select(share => (decimal)share), SupplyShares.Of((decimal)budget, [.. most.Select(one => ((decimal)one, 6m))]));

    [Fact]
    public void Whoever_charges_never_has_more_than_the_budget_together_nor_less_than_the_least()
    {
        var random = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var budget = random.Next(0, 2000) / 10m;
            var connectors = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (Most: random.Next(0, 640) / 10m, Least: random.Next(60, 80) / 10m)).ToList();
            var shares = SupplyShares.Of(budget, connectors);
            var charging = shares.Zip(connectors).Where(pair => pair.First >= pair.Second.Least).ToList();
            Assert.True(charging.Sum(pair => pair.First) <= budget, $"round {round}");
            Assert.All(shares.Zip(connectors), pair => Assert.True(pair.First <= pair.Second.Most, $"round {round}"));
            Assert.True(
                charging.Sum(pair => pair.First) == budget || charging.TrueForAll(pair => pair.First == pair.Second.Most) || budget - charging.Sum(pair => pair.First) < 0.01m,
                $"round {round}: something is left over");
        }
    }
}
