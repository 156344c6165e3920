namespace Ampwright.Station.App.Scenario;

/// <summary>What a scenario has in store for one station, one after the other. The same seed always has the same in store.</summary>
internal static class StationPlan
{
    /// <param name="startHour">The hour of the day the scenario begins with.</param>
    public static IEnumerable<Happening> Of(FleetScenario scenario, int seed, int startHour)
    {
        // A stream for each kind: more faults must not bring other drivers.
        var streams = new (HappeningKind Kind, Trouble? Trouble, Random Random)[]
        {
            (HappeningKind.Arrival, null, new Random(seed)),
            (HappeningKind.Fault, scenario.Faults, new Random(unchecked(seed + 1))),
            (HappeningKind.NetworkCut, scenario.NetworkCuts, new Random(unchecked(seed + 2))),
            (HappeningKind.BlackHole, scenario.BlackHoles, new Random(unchecked(seed + 3))),
            (HappeningKind.PowerCut, scenario.PowerCuts, new Random(unchecked(seed + 4))),
        };
        var queue = new PriorityQueue<IEnumerator<Happening>, TimeSpan>();
        foreach (var (kind, trouble, random) in streams)
            Put(queue, (kind == HappeningKind.Arrival ? Arrivals(scenario, random, startHour) : Troubles(kind, trouble, random)).GetEnumerator());
        while (queue.TryDequeue(out var next, out _))
        {
            yield return next.Current;
            Put(queue, next);
        }
    }

    private static void Put(PriorityQueue<IEnumerator<Happening>, TimeSpan> queue, IEnumerator<Happening> stream)
    {
        if (stream.MoveNext()) queue.Enqueue(stream, stream.Current.At);
        else stream.Dispose();
    }

    private static IEnumerable<Happening> Arrivals(FleetScenario scenario, Random random, int startHour)
    {
        // By the greatest rate, and of those who come as many as the hour lets come.
        var most = scenario.ArrivalsPerHour.Max();
        if (most <= 0) yield break;
        for (var hours = 0.0; ;)
        {
            hours += Wait(random) / most;
            if (hours > (scenario.Hours ?? double.MaxValue) || hours > TimeSpan.MaxValue.TotalHours / 2) yield break;
            if (random.NextDouble() * most >= scenario.ArrivalsPerHour[(int)((startHour + hours) % 24)]) continue;
            yield return new Happening(
                TimeSpan.FromHours(hours), HappeningKind.Arrival, TimeSpan.FromMinutes(scenario.Minutes.Draw(random)), (int)scenario.EnergyWh.Draw(random),
                scenario.Cards[random.Next(scenario.Cards.Count)], random.NextDouble() < scenario.RemoteShare);
        }
    }

    private static IEnumerable<Happening> Troubles(HappeningKind kind, Trouble? trouble, Random random)
    {
        if (trouble is not { PerDay: > 0 }) yield break;
        for (var days = 0.0; ;)
        {
            days += Wait(random) / trouble.PerDay;
            if (days > TimeSpan.MaxValue.TotalDays / 2) yield break;
            yield return new Happening(TimeSpan.FromDays(days), kind, TimeSpan.FromMinutes(trouble.Minutes.Draw(random)));
        }
    }

    private static double Wait(Random random) => -Math.Log(1 - random.NextDouble());
}
