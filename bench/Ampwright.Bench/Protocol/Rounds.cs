using System.Diagnostics;

namespace Ampwright.Bench.Protocol;

/// <summary>Measures several bodies of work in turns, so that whatever else the machine does meets all of them alike.</summary>
internal static class Rounds
{
    private const int Count = 61;
    private const int Iterations = 2000;

    /// <summary>The time of each body relative to the first: the median over all rounds of the ratio within a round.</summary>
    public static double[] RelativeToFirst(params Action[] bodies)
    {
        // Long enough for the runtime's last tier of compilation.
        var warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed < TimeSpan.FromSeconds(2))
        {
            foreach (var body in bodies) Time(body, Iterations / 10);
        }

        var times = new double[bodies.Length][];
        for (var i = 0; i < bodies.Length; i++) times[i] = new double[Count];
        for (var round = 0; round < Count; round++)
        {
            for (var i = 0; i < bodies.Length; i++) times[i][round] = Time(bodies[i], Iterations);
        }

        return [.. times.Select(ofBody => Median(ofBody.Zip(times[0], (body, first) => body / first)))];
    }

    private static double Time(Action body, int iterations)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < iterations; i++) body();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / iterations;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
