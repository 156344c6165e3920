using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Regular Start Charging Session - Id in Local Authorization List.</summary>
internal sealed class TC_008_1_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("LocalPreAuthorize", true);
        await s.SetIfThere("AuthorizationCacheEnabled", false);
        await s.Set("LocalAuthListEnabled", true);
        await s.OthersUnavailable();
    }

    public override async Task Run(StationRun s)
    {
        (await s.Call("GetLocalListVersion", new { })).Must(true, "the version of the list");
        (await s.SendList(1, "Full", s.Tag)).MustBe("Accepted");
        await s.Present(s.Tag);
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Plug();
        await s.BeginsCharging(s.Tag);
    }
}
