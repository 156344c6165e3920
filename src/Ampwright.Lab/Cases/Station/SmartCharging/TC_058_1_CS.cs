using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Central Smart Charging - No ongoing transaction.</summary>
internal sealed class TC_058_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.SetProfile(s.Connector, s.Profile(1, "TxProfile", s.Settings.ScheduleDuration, new Period(0, 6))))
            .MustBeOrError("PropertyConstraintViolation", "Rejected");
    }
}
