using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Sampled Meter Values.</summary>
internal sealed class TC_070_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("MeterValueSampleInterval", s.Settings.SampleInterval);
        await s.Set("ClockAlignedDataInterval", 0);
        await s.Charging();
    }

    public override async Task Run(StationRun s)
    {
        var stamps = await s.MeterStamps(MeterSpacing.Readings, "Sample.Periodic", "MeterValuesSampledData", s.Settings.SampleInterval);
        MeterSpacing.CheckIntervals(s, stamps, s.Settings.SampleInterval);
    }
}
