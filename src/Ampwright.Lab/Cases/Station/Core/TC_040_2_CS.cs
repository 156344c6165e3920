using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Configuration key - Invalid value.</summary>
internal sealed class TC_040_2_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        (await s.Call("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = "-1" }))
            .MustBeOrError("PropertyConstraintViolation", "Rejected");
    }
}
