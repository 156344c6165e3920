using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Clear Authorization Data in Authorization Cache - Remote.</summary>
/// <remarks>Only an outline of this case is public: the remote start and the Authorize after it are doubtful.</remarks>
internal sealed class TC_061_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.SetIfThere("AuthorizeRemoteTxRequests", true);
        await s.Set("LocalPreAuthorize", true);
        await s.TagCached();
    }

    public override async Task Run(StationRun s)
    {
        (await s.Call("ClearCache", new { })).MustBe("Accepted");
        if (!await s.RemoteStartDoubtful(s.Tag)) return;
        await s.ExpectDoubtful(Authorize(s.Tag));
    }
}
