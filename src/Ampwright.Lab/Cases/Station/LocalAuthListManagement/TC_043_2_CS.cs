using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Send Local Authorization List - VersionMismatch.</summary>
internal sealed class TC_043_2_CS : StationCase
{
    public override Task Before(StationRun s) => s.Set("LocalAuthListEnabled", true);

    public override async Task Run(StationRun s)
    {
        (await s.SendList(2, "Full", s.Tag)).MustBe("Accepted");
        await s.ListVersionIs(2);
        (await s.SendList(5, "Differential", s.Settings.Tag2)).MustBe("Accepted");
        await s.ListVersionIs(5);
        (await s.SendList(4, "Differential", s.Settings.Tag2)).MustBe("VersionMismatch");
        await s.ListVersionIs(5);
    }
}
