using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Power Failure with Unavailable Status.</summary>
internal sealed class TC_034_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        await s.Availability(0, "Inoperative", "Unavailable");
        await s.CutPower();
        await s.RestorePower();
        await s.Booted(_ => ["Unavailable"]);
    }
}
