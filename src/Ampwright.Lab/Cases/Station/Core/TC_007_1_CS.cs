using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Regular Start Charging Session - Cached Id.</summary>
internal sealed class TC_007_1_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("LocalPreAuthorize", true);
        await s.TagCached();
        await s.OthersUnavailable();
    }

    public override async Task Run(StationRun s)
    {
        s.Tolerate(DoubtfullyNo("Authorize", "the tag is in the cache"));
        await s.Present(s.Tag);
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Plug();
        await s.BeginsCharging(s.Tag);
    }
}
