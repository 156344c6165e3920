using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Central Smart Charging - TxDefaultProfile.</summary>
internal class TC_056_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var profile = s.Profile(1, "TxDefaultProfile", s.Settings.ScheduleDuration, new Period(0, 6));
        (await s.SetProfile(s.Connector, profile)).MustBe("Accepted");
        await s.CompositeIs(s.Settings.ScheduleDuration - 60, new Period(0, 6));
    }
}
