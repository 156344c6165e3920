using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Start Charging Session - Time Out.</summary>
internal sealed class TC_011_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Set("ConnectionTimeOut", s.Settings.ConnectionTimeOut);

    public override async Task Run(StationRun s)
    {
        await s.RemoteStartedFirst();
        await s.TimesOut();
    }
}
