using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Remote Stop Charging Session.</summary>
internal sealed class TC_012_CS : StationCase
{
    public override Task Before(StationRun s) => s.Charging();

    public override Task Run(StationRun s) => s.StoppedRemotely();
}
