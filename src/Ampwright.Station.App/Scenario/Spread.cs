namespace Ampwright.Station.App.Scenario;

/// <summary>A quantity by chance: never below the least, most of the time around the mean, seldom far above, never beyond the most.</summary>
internal sealed record Spread(double Least, double Mean, double Most)
{
    public double Draw(Random random) => Math.Min(Most, Least - ((Mean - Least) * Math.Log(1 - random.NextDouble())));
}
