using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Start Charging Session - Remote Start First.</summary>
internal sealed class TC_011_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.RemoteStartedFirst();
        await s.Plug();
        await s.BeginsCharging(s.Tag);
    }
}
