using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Get Composite Schedule.</summary>
internal sealed class TC_066_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Charging();
        await s.SetProfiles(
            (0, s.Profile(1, "ChargePointMaxProfile", 86_400, new Period(0, 10))),
            (s.Connector, s.Profile(2, "TxDefaultProfile", 300, new Period(0, 6), new Period(60, 10), new Period(120, 8), new Period(180, 15), new Period(260, 8))),
            (s.Connector, s.Profile(3, "TxProfile", 260, new Period(0, 8), new Period(50, 11), new Period(140, 16), new Period(200, 6), new Period(240, 12))));
    }

    public override async Task Run(StationRun s)
    {
        // The text lists the periods up to 240; what follows from the profiles' ends at 260 and 300 is only remarked.
        await s.CompositeIs(400, [new Period(0, 8), new Period(50, 10), new Period(200, 6), new Period(240, 10)], [new Period(260, 8), new Period(300, 10)]);
    }
}
