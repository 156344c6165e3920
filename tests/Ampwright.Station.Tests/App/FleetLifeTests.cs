using System.Text.RegularExpressions;
using Ampwright.TestKit.Programs;
using Ampwright.TestKit.Scripted;
using Ampwright.TestKit.Wire;

namespace Ampwright.Station.Tests.App;

/// <summary>A fleet that lives a scenario, over real sockets, in real time.</summary>
public sealed partial class FleetLifeTests
{
    private const string Scenario = """
        { "hours": 0.2, "startHour": 0, "arrivalsPerHour": [60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60,60],
          "energyWh": {"least":1000,"mean":5000,"most":9000}, "minutes": {"least":4,"mean":5,"most":6}, "cards": ["04A1B2C3"],
          "stations": [{"product":"full","share":0.75},{"product":"tethered","share":0.25}],
          "faults": {"perDay":100,"minutes":{"least":1,"mean":1,"most":1}}, "networkCuts": {"perDay":50,"minutes":{"least":1,"mean":1,"most":1}} }
        """;

    [Fact]
    public async Task Drivers_come_charge_and_go_and_the_summary_tells_what_the_CSMS_saw()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["scenario.json"], Scenario);
        await using var csms = new ScriptedCsms();
        await using var fleet = await RunningFleet.StartAsync("--url", $"{csms.Address}", "--count", "4", "--scenario", folder["scenario.json"], "--speed", "60", "--seed", "3");
        Assert.Equal([2, 2, 2, 1], fleet.Fleet.Stations.Select(station => station.Facts.Connectors.Count));
        var console = await fleet.EndedAsync();
        Assert.Matches(@"\d+/4 connected, \d+ sessions started", console);
        var report = console[console.IndexOf("After ", StringComparison.Ordinal)..];

        var (started, stopped) = (Count("started"), Count("stopped"));
        Assert.True(started >= 4, report);
        Assert.Equal(started, stopped);
        Assert.Equal(started, csms.Log.Frames.Count(frame => frame.From == Side.Station && frame.IsCall("StartTransaction")));
        Assert.True(Count("messages") >= csms.Log.Frames.Count / 2, report);
        Assert.Matches(@"unsent +0\b", report);
        Assert.Matches(@"energy +\d+\.\d+ kWh", report);
        Assert.DoesNotMatch(@"energy +0\.0+ kWh", report);
        Assert.DoesNotMatch(@"faults +0\b", report);

        int Count(string what) => int.Parse(
            (what switch { "started" => Started(), "stopped" => Stopped(), _ => Messages() }).Match(report).Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<n>\d+) started", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Started();

    [GeneratedRegex(@"(?<n>\d+) stopped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stopped();

    [GeneratedRegex(@"messages +(?<n>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Messages();
}
