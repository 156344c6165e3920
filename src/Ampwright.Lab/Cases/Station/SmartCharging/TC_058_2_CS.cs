using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.SmartCharging;

/// <summary>Central Smart Charging - Wrong transactionId.</summary>
internal sealed class TC_058_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override async Task Run(StationRun s)
    {
        var profile = s.Profile(1, "TxProfile", s.Settings.ScheduleDuration, new Period(0, 6));
        profile["transactionId"] = s.Transaction + 1000;
        (await s.SetProfile(s.Connector, profile)).MustBe("Rejected");
    }
}
