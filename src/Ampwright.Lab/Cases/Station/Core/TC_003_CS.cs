using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Regular Charging Session - Plugin First.</summary>
internal sealed class TC_003_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.Plug();
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Present(s.Tag);
        await s.Expect(Authorize(s.Tag));
        await s.BeginsCharging(s.Tag);
        await s.StillAnswers();
    }
}
