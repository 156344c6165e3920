using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Configuration key - NotSupported.</summary>
internal sealed class TC_040_1_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("ChangeConfiguration", new { key = "Testing", value = "true" })).MustBe("NotSupported");
    }
}
