using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Cold Boot Charge Point.</summary>
internal sealed class TC_001_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        s.RefuseFirstBoot("Rejected");
        await s.CutPower();
        await s.RestorePower();
        await s.BootsAgainAfterTheInterval();
        await s.Expect(StationStates.AllStatuses(s, _ => ["Available"]));
        await s.HeartbeatsKeepTheInterval();
        await s.StillAnswers();
    }
}
