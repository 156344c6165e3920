using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Clear Authorization Data in Authorization Cache.</summary>
/// <remarks>Until 2025-06.</remarks>
internal class TC_061_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("AuthorizationCacheEnabled", true);
        await s.Set("LocalPreAuthorize", true);
        await s.Set("ConnectionTimeOut", s.Settings.ConnectionTimeOut);
        await s.OthersUnavailable();
    }

    public override async Task Run(StationRun s)
    {
        await s.Authorized();
        await s.TimesOut();
        (await s.Call("ClearCache", new { })).MustBe("Accepted");
        await s.Present(s.Tag);
        await s.Expect(Authorize(s.Tag));
    }
}
