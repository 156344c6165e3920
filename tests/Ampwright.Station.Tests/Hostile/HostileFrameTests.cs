using System.Diagnostics;
using System.Globalization;

namespace Ampwright.Station.Tests.Hostile;

/// <summary>A CSMS that means harm, to stations that charge.</summary>
public sealed class HostileFrameTests(ITestOutputHelper output)
{
    private const int Stations = 8;
    private const int Seed = 20261130;

    [Fact]
    public Task Mutated_frames_end_no_station_raise_no_current_and_lead_it_nowhere() => RunAsync(20_000);

    /// <summary>Started by <c>bench/frames</c>.</summary>
    [Fact(Explicit = true)]
    public Task As_many_frames_as_asked_for_do_no_harm() => RunAsync(int.Parse(
        Environment.GetEnvironmentVariable("AMPWRIGHT_HOSTILE_FRAMES") ?? throw new InvalidOperationException("Start it with bench/frames."), CultureInfo.InvariantCulture));

    /// <summary>No process can be started by a library that does not know how.</summary>
    [Fact]
    public void The_station_has_nothing_to_start_a_process_with()
    {
        foreach (var assembly in new[] { typeof(ChargingStation).Assembly, typeof(Ampwright.Ocpp.Catalogue).Assembly })
            Assert.DoesNotContain(assembly.GetReferencedAssemblies(), one => one.Name == "System.Diagnostics.Process");
    }

    private async Task RunAsync(int frames)
    {
        var started = Stopwatch.GetTimestamp();
        var lives = Enumerable.Range(0, Stations).Select(number => new HostileLife(Seed + number)).ToList();
        try
        {
            var all = Task.WhenAll(lives.Select(life => Task.Run(() => life.LiveAsync(frames / Stations))));
            await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(120 + (frames / 500)), TimeProvider.System)); // 500 a second is slow.
            Assert.True(all.IsCompleted, $"not through: {string.Join("; ", lives.Select(life => life.Stage))}");
            await all;
            output.WriteLine($"{frames} frames to {Stations} stations in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {lives.Sum(life => life.Answers)} answers, "
                + $"{lives.Sum(life => life.Lives)} lives, energy seen {lives.Sum(life => life.Charging)} times, files looked for at {string.Join(", ", lives.SelectMany(life => life.FileHosts).Distinct())}");
            foreach (var ends in lives.SelectMany(life => life.Ends).GroupBy(one => one.Key).OrderByDescending(one => one.Sum(each => each.Value)).Take(8)) output.WriteLine($"{ends.Sum(one => one.Value)} × {ends.Key}");

            // What was dialled is what the station was given, and what it looked for files at is allowed; both happened, and cars charged (each life waits for that before the harm begins).
            Assert.Equal(["ws://csms.test"], lives.SelectMany(life => life.Endpoints).Distinct());
            var hosts = lives.SelectMany(life => life.FileHosts).Select(host => host.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
            Assert.All(hosts, host => Assert.True(host == "files.test" || host.EndsWith(".allowed.test", StringComparison.Ordinal), host));
            Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "files.test", "a.allowed.test" }, hosts);
            Assert.All(lives, life => Assert.True(life.Charging > 0, "no car charged"));
            Assert.True(lives.Sum(life => life.Answers) > frames / 40, "hardly a frame was answered");
        }
        finally
        {
            foreach (var life in lives) await life.DisposeAsync();
        }
    }
}
