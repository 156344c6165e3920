using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Clock-aligned Meter Values.</summary>
internal sealed class TC_071_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("MeterValueSampleInterval", 0);
        await s.Set("ClockAlignedDataInterval", s.Settings.AlignedInterval);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var stamps = await s.MeterStamps(MeterSpacing.Readings, "Sample.Clock", "MeterValuesAlignedData", s.Settings.AlignedInterval);
        MeterSpacing.CheckIntervals(s, stamps, s.Settings.AlignedInterval);
        MeterSpacing.CheckAlignment(s, stamps, s.Settings.AlignedInterval);
    }
}
