using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Stacking Charging Profiles.</summary>
internal sealed class TC_072_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetProfiles(
            (s.Connector, s.Profile(1, "TxDefaultProfile", 400, new Period(0, 6), new Period(100, 8), new Period(200, 10))),
            (s.Connector, s.Profile(2, "TxDefaultProfile", 150, above: 1, new Period(0, 7), new Period(100, 9))));
    }

    public override Task Run(StationRun s) => s.CompositeIs(350, new Period(0, 7), new Period(100, 9), new Period(150, 8), new Period(200, 10));
}
