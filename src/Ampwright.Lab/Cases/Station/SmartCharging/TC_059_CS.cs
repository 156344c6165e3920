using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Remote Start Transaction with Charging Profile.</summary>
internal sealed class TC_059_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var profile = s.Profile(1, "TxProfile", s.Settings.ScheduleDuration, new Period(0, 6));
        await s.Charging(profile: profile);
        await s.CompositeIs(s.Settings.ScheduleDuration - 60, new Period(0, 6));
    }
}
