using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Regular Start Charging Session - Cached Id.</summary>
/// <remarks>Until 2025-06; an Authorize in between fails, since it is no step of the scenario.</remarks>
internal sealed class TC_007_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetIfThere("AuthorizeRemoteTxRequests", true);
        await s.Set("LocalPreAuthorize", true);
        await s.TagCached();
    }

    public override async Task Run(StationRun s)
    {
        await s.Plug();
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.RemoteStart(s.Tag);
        await s.BeginsCharging(s.Tag);
    }
}
