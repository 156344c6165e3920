using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Regular Charging Session - Identification First.</summary>
internal sealed class TC_004_1_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("MeterValueSampleInterval", s.Settings.SampleInterval);
        await s.OthersUnavailable();
    }

    public override async Task Run(StationRun s)
    {
        await s.Authorized();
        await s.Plug();
        await s.BeginsCharging(s.Tag);
    }
}
