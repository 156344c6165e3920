using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Ocpp.Tests.SmartCharging;

/// <summary>What holds for every set of profiles, tried on thousands of random ones. The seed is in the message when one fails.</summary>
public sealed class CompositePropertyTests
{
    private const int Situations = 2000;
    private const int FirstSeed = 20260305;

    [Fact]
    public void A_schedule_is_what_a_look_at_every_quarter_of_every_second_finds()
    {
        var (changes, seconds) = (0, 0);
        Each((composite, naive, name) =>
        {
            for (var second = 0; second < composite.Duration; second++)
            {
                var lowest = Quarters(composite.Start, second).Select(at => naive.At(composite.ConnectorId, at, composite.Unit)).ToList();
                var expected = Math.Round(lowest.Min(one => one.Limit), 1, MidpointRounding.ToZero);
                var period = composite.Periods.Last(one => one.StartPeriod <= second);
                if (expected != period.Limit || lowest.Min(one => one.Phases) != period.NumberPhases)
                {
                    Assert.Fail($"{name}, second {second}: {expected} on {lowest.Min(one => one.Phases)} phases, not {period.Limit} on {period.NumberPhases}\n{composite.Text()}");
                }
            }

            changes += composite.Periods.Count - 1;
            seconds += composite.Duration;
        });

        // Little would be proven if nothing ever changed.
        Assert.True(changes > Situations, $"only {changes} changes in {seconds} s");
    }

    [Fact]
    public void A_schedule_is_never_above_any_limit_that_applies() => Each((composite, naive, name) =>
    {
        foreach (var period in composite.Periods)
        {
            foreach (var at in Quarters(composite.Start, period.StartPeriod))
            {
                var limits = composite.ConnectorId == 0
                    ? naive.AppliesToStation(at)
                    : naive.AppliesTo(naive.Connector(composite.ConnectorId), at);
                var phases = naive.At(composite.ConnectorId, at, composite.Unit).Phases;
                Assert.All(limits, limit => Assert.True(period.Limit <= naive.Convert(limit, composite.Unit, phases), $"{name}: {period.Limit} is above {limit}"));
            }
        }
    });

    [Fact]
    public void Periods_begin_at_0_rise_and_differ_from_their_neighbours() => Each((composite, _, name) =>
    {
        Assert.True(composite.IsComplete, name);
        Assert.True(composite.Periods[0].StartPeriod == 0, name);
        Assert.True(composite.Periods[^1].StartPeriod < composite.Duration, name);
        Assert.All(composite.Periods.Zip(composite.Periods.Skip(1)), pair =>
        {
            Assert.True(pair.First.StartPeriod < pair.Second.StartPeriod, name);
            Assert.True((pair.First.Limit, pair.First.NumberPhases) != (pair.Second.Limit, pair.Second.NumberPhases), $"{name}: equal neighbours in {composite.Text()}");
        });
    });

    [Fact]
    public void A_window_in_two_parts_is_the_window()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Situations; seed++)
        {
            var random = new Random(seed);
            var situations = new RandomSituations(random);
            var (from, seconds, unit) = (situations.Near(300), random.Next(2, 900), (ChargingRateUnit)random.Next(2));
            var situation = Charged(situations.Next(), from);
            var connector = random.Next(situation.Connectors.Count + 1);
            var cut = random.Next(1, seconds);
            var whole = situation.Composite(seconds, connector, unit, from);
            var first = situation.Composite(cut, connector, unit, from);
            var second = situation.Composite(seconds - cut, connector, unit, from.AddSeconds(cut));
            var joined = first.Periods.Concat(second.Periods.Select(period => period with { StartPeriod = period.StartPeriod + cut })).ToList();
            for (var i = joined.Count - 1; i > 0; i--)
            {
                if ((joined[i].Limit, joined[i].NumberPhases) == (joined[i - 1].Limit, joined[i - 1].NumberPhases)) joined.RemoveAt(i);
            }

            Assert.True(joined.SequenceEqual(whole.Periods), $"seed {seed}: {whole.Text()} is not {string.Join(' ', joined.Select(period => $"{period.StartPeriod}:{period.Limit}"))}");
        }
    }

    [Fact]
    public void A_limit_holds_until_it_says_and_what_decides_it_is_the_lowest_that_applies()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Situations; seed++)
        {
            var random = new Random(seed);
            var situations = new RandomSituations(random);
            var at = situations.Near(600);
            var situation = Charged(situations.Next(), at);
            var connector = random.Next(situation.Connectors.Count + 1);
            var naive = new NaiveLimits(situation, at);
            var limit = situation.LimitAt(connector, at);

            Assert.True((limit.Current, limit.Phases) == naive.At(connector, at, ChargingRateUnit.A), $"seed {seed}");
            Assert.True((limit.Power, limit.Phases) == naive.At(connector, at, ChargingRateUnit.W), $"seed {seed}");
            Assert.True(limit.Current == limit.Deciding.Current, $"seed {seed}");
            Assert.True(limit.Until is null || limit.Until > at, $"seed {seed}");
            for (var later = at; later < at.AddSeconds(400) && (limit.Until is null || later < limit.Until); later = later.AddSeconds(0.25))
            {
                Assert.True(naive.At(connector, later, ChargingRateUnit.A) == (limit.Current, limit.Phases), $"seed {seed}: {later} is before {limit.Until}");
            }

            if (limit.Until is not { } until) continue;
            var next = situation.LimitAt(connector, until);
            Assert.True(Reasons(next) != Reasons(limit), $"seed {seed}: nothing changes at {until}");
        }

        static string Reasons(ChargingLimit limit) =>
            string.Join(' ', limit.Applied.Select(one => $"{one.Source} {one.Current} {one.Power} {one.Profile?.Profile.ChargingProfileId} {one.Period}")) + $" {limit.Current} {limit.Power} {limit.Phases}";
    }

    private static void Each(Action<CompositeSchedule, NaiveLimits, string> check)
    {
        for (var seed = FirstSeed; seed < FirstSeed + Situations; seed++)
        {
            var random = new Random(seed);
            var situations = new RandomSituations(random);
            var situation = situations.Next();
            var from = situations.Near(300);
            var connector = random.Next(situation.Connectors.Count + 1);
            var composite = situation.Composite(random.Next(1, 400), connector, (ChargingRateUnit)random.Next(2), from);
            check(composite, new NaiveLimits(situation, from), $"seed {seed}, connector {connector}");
        }
    }

    private static IEnumerable<DateTimeOffset> Quarters(DateTimeOffset start, int second) =>
        Enumerable.Range(0, 4).Select(quarter => start.AddSeconds(second).AddMilliseconds(250 * quarter));

    /// <summary>On an idle connector schedules count from the instant asked about, which differs from one question to the next.</summary>
    private static ChargingSituation Charged(ChargingSituation situation, DateTimeOffset since) =>
        situation with { Connectors = [.. situation.Connectors.Select(connector => connector with { ChargingSince = connector.ChargingSince ?? since })] };
}
