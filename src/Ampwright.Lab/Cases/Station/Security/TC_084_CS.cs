using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Downgrade security profile - Rejected.</summary>
internal sealed class TC_084_CS : StationCase
{
    public override async Task Run(StationRun s) =>
        (await s.Call("ChangeConfiguration", new { key = "SecurityProfile", value = $"{s.Door.Profile - 1}" })).MustBe("Rejected");
}
