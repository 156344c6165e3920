using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Clear Charging Profile.</summary>
internal sealed class TC_067_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetProfiles(
            (s.Connector, s.Profile(1, "TxDefaultProfile", 400, above: 1, new Period(0, 6), new Period(60, 8), new Period(200, 10))),
            (s.Connector, s.Profile(2, "TxDefaultProfile", 400, new Period(0, 7), new Period(100, 9))),
            (0, s.Profile(3, "ChargePointMaxProfile", 86_400, new Period(0, 11), new Period(200, 12))));
    }

    public override async Task Run(StationRun s)
    {
        (await s.Call("ClearChargingProfile", new { id = 1 })).MustBe("Accepted");
        await s.CompositeIs(350, new Period(0, 7), new Period(100, 9));
        (await s.Call("ClearChargingProfile", new { chargingProfilePurpose = "TxDefaultProfile", stackLevel = s.Settings.StackLevel })).MustBe("Accepted");
        await s.CompositeIs(350, new Period(0, 11), new Period(200, 12));
        (await s.Call("ClearChargingProfile", new { })).MustBe("Accepted");
        await s.CompositeIsConstant(350);
    }
}
