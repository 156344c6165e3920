using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Send Local Authorization List.</summary>
internal sealed class TC_043_CS : StationCase
{
    public override Task Before(StationRun s) => s.Set("LocalAuthListEnabled", true);

    public override async Task Run(StationRun s)
    {
        (await s.SendList(1, "Full", s.Tag)).MustBe("Accepted");
        // Accepted is not enough where nothing was kept.
        await s.ListVersionIs(1);
        (await s.SendList(2, "Differential", s.Settings.Tag2)).MustBe("Accepted");
        await s.ListVersionIs(2);
    }
}
