using System.Diagnostics;

namespace Ampwright.Station.Tests.Years;

/// <summary>Years of random life, each from one seed.</summary>
public sealed class StationYearsTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_year_of_random_life_breaks_no_invariant(int seed) => output.WriteLine(Live(seed));

    /// <summary>Started by <c>bench/years</c>: every seed of a range that is not in the log yet, one line each.</summary>
    [Fact(Explicit = true)]
    public void The_years_asked_for_break_no_invariant()
    {
        var range = Environment.GetEnvironmentVariable("AMPWRIGHT_STATION_YEARS") ?? throw new InvalidOperationException("Start it with bench/years.");
        var (ends, log) = (range.Split('-'), Environment.GetEnvironmentVariable("AMPWRIGHT_STATION_YEARS_LOG")!);
        var done = File.Exists(log) ? File.ReadLines(log).Select(line => line.Split(' ', ':')[1]).ToHashSet(StringComparer.Ordinal) : [];
        for (var seed = int.Parse(ends[0]); seed <= int.Parse(ends[1]); seed++)
        {
            if (!done.Contains($"{seed}")) File.AppendAllText(log, Live(seed) + Environment.NewLine);
        }
    }

    [Fact]
    public void A_seed_replays_to_the_same_trace()
    {
        Assert.Equal(Hash(7), Hash(7));
        Assert.NotEqual(Hash(7), Hash(8));
        Assert.Equal(Hash(5), Hash(5)); // Of another product, with another rule for message ids.
    }

    private static string Live(int seed)
    {
        using var year = new StationYear(seed);
        var started = Stopwatch.GetTimestamp();
        var counts = year.Live();
        Assert.True(counts is { Sessions: >= 500, Commands: >= 1_000, Lives: >= 100, ClockJumps: >= 50 }, $"seed {seed}: {counts}");
        return $"seed {seed}: {year.Setting}, {counts}, trace {year.Hash}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s";
    }

    private static string Hash(int seed)
    {
        using var year = new StationYear(seed);
        year.Live(days: 20);
        return year.Hash;
    }
}
