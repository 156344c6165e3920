using Ampwright.Lab.Runs.Station;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Remote Start Charging Session - Id in Local Authorization List.</summary>
internal sealed class TC_008_2_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("LocalPreAuthorize", true);
        await s.SetIfThere("AuthorizationCacheEnabled", false);
        await s.Set("LocalAuthListEnabled", true);
        await s.SetIfThere("AuthorizeRemoteTxRequests", true);
    }

    public override async Task Run(StationRun s)
    {
        (await s.SendList(1, "Full", s.Tag)).MustBe("Accepted");
        await s.RemoteStart(s.Tag);
        await s.Expect(Status(s.Connector, "Preparing"));
        await s.Plug();
        await s.BeginsCharging(s.Tag);
    }
}
