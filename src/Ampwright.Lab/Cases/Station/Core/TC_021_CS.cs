using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Change/set Configuration.</summary>
internal sealed class TC_021_CS : StationCase
{
    public override Task Before(StationRun s) => s.Set("MeterValueSampleInterval", s.Settings.SampleInterval + 1);

    public override async Task Run(StationRun s)
    {
        (await s.Call("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = $"{s.Settings.SampleInterval}" })).MustBe("Accepted");
        var now = await s.Key("MeterValueSampleInterval");
        s.Check(now?.Value == $"{s.Settings.SampleInterval}", $"MeterValueSampleInterval {s.Settings.SampleInterval}", $"it is {now?.Value ?? "unknown"}");
    }
}
