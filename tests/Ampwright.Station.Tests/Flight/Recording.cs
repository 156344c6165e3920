using Ampwright.Station.Flight;
using Ampwright.Station.Flight.Replay;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Flight;

/// <summary>A flight record in memory.</summary>
internal sealed class Recording
{
    /// <summary>Whether every life of every test is recorded, and replayed once the test is over.</summary>
    public static bool OfAllLives { get; } = Environment.GetEnvironmentVariable("AMPWRIGHT_TEST_FLIGHT") == "1";

    public List<string> Lines { get; } = [];

    public FlightRecorder Recorder(TimeProvider time) => new(line => Lines.Add(line.Write()), time);

    /// <summary>A station whose lives are recorded, switched on and accepted.</summary>
    public StationUnderTest Begin(string preset = "full", int seed = 7)
    {
        var test = new StationUnderTest(preset, seed: seed);
        test.Recorder = Recorder(test.Time);
        test.PowerOn();
        return test;
    }

    /// <summary>The number of the last line that holds the text, from 1.</summary>
    public int LineOf(string text) => Lines.FindLastIndex(line => line.Contains(text, StringComparison.Ordinal)) + 1;

    /// <summary>Changes a line, by its number.</summary>
    public void Change(int line, string from, string to)
    {
        Assert.Contains(from, Lines[line - 1], StringComparison.Ordinal);
        Lines[line - 1] = Lines[line - 1].Replace(from, to, StringComparison.Ordinal);
    }

    public async Task<FlightReport> ReplayAsync()
    {
        using var text = new StringReader(string.Join('\n', Lines));
        return await FlightReplay.RunAsync(text);
    }

    /// <summary>Replays what there is, if anything; it must be the same.</summary>
    public void ReplayNow()
    {
        if (Lines.Count == 0) return;
        var replay = SameAsync();
        Assert.True(replay.IsCompleted);
#pragma warning disable VSTHRD002 // It is over.
        replay.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    }

    public async Task<FlightReport> SameAsync()
    {
        var report = await ReplayAsync();
        Assert.Null(report.Difference);
        return report;
    }
}
