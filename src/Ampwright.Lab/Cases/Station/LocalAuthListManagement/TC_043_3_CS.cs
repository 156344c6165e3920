using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Send Local Authorization List - Failed.</summary>
internal sealed class TC_043_3_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        await s.Set("LocalAuthListEnabled", true);
        await s.FailStorage();
    }

    public override async Task Run(StationRun s)
    {
        (await s.SendList(2, "Full", s.Tag)).MustBe("Failed");
    }
}
