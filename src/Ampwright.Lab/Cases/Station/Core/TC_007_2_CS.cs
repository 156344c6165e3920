using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Start Charging Session - Cached Id.</summary>
internal sealed class TC_007_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("LocalPreAuthorize", true);
        await s.SetIfThere("AuthorizeRemoteTxRequests", true);
        await s.TagCached();
    }

    public override async Task Run(StationRun s)
    {
        s.Tolerate(DoubtfullyNo("Authorize", "the tag is in the cache"));
        await s.RemoteStart(s.Tag);
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Plug();
        await s.BeginsCharging(s.Tag);
    }
}
