using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Connection Loss During Transaction.</summary>
internal sealed class TC_036_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("MeterValueSampleInterval", s.Settings.SampleInterval);
        await s.SetIfThere("ClockAlignedDataInterval", 0);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var interval = s.Settings.SampleInterval;
        var stamps = new List<DateTimeOffset> { MeterSpacing.Stamp(s, await s.Expect(Meter(s.Connector), interval + 10)) };
        await s.CutNetwork();
        await s.Nothing((interval * MeterSpacing.Readings) + (interval / 2.0));
        await s.RestoreNetwork();
        await s.ExpectConnection();
        // Those that waited, and one that was taken after. One whose answer was lost with the connection may come again.
        while (stamps.Count < MeterSpacing.Readings + 2)
        {
            var stamp = MeterSpacing.Stamp(s, await s.Expect(Meter(s.Connector), interval + 10));
            if (stamp != stamps[^1]) stamps.Add(stamp);
        }
        MeterSpacing.CheckIntervals(s, stamps, interval);
    }
}
