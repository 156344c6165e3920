using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Cold Boot Charge Point - Pending.</summary>
internal sealed class TC_002_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        s.RefuseFirstBoot("Pending");
        await s.CutPower();
        await s.RestorePower();
        await s.Expect(Boot(), s.Settings.LongTimeout);
        var entries = StationStates.Entries((await s.Call("GetConfiguration", new { })).Must(true, "the configuration while Pending"));
        s.Changed.TryAdd("MeterValueSampleInterval", entries["MeterValueSampleInterval"].Value);
        (await s.Call("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = $"{s.Settings.SampleInterval}" })).MustBe("Accepted");
        await s.SecondBoot();
        await s.Expect(StationStates.AllStatuses(s, _ => ["Available"]));
        await s.HeartbeatsKeepTheInterval();
    }
}
