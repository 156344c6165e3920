using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.LocalAuthListManagement;

/// <summary>Send Local Authorization List - NotSupported.</summary>
internal sealed class TC_043_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.SendList(1, "Full", s.Tag)).MustBeOrError("NotSupported", "NotSupported");
    }
}
