using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Start Charging Session - Cable Plugged in First.</summary>
internal sealed class TC_010_CS : StationCase
{
    public override Task Run(StationRun s) => s.Charging();
}
