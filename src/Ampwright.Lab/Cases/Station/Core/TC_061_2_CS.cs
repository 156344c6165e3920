using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Clear Authorization Data in Authorization Cache - Remote.</summary>
/// <remarks>Only an outline of this case is public: the Authorize after the remote start is doubtful.</remarks>
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
        await s.RemoteStart(s.Tag);
        await s.ExpectDoubtful(Authorize(s.Tag));
    }
}
