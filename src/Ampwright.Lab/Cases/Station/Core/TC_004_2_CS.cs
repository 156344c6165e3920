using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Regular Charging Session - Identification First - ConnectionTimeOut.</summary>
internal sealed class TC_004_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("ConnectionTimeOut", s.Settings.ConnectionTimeOut);
        await s.OthersUnavailable();
    }

    public override async Task Run(StationRun s)
    {
        await s.Authorized();
        await s.TimesOut();
    }
}
