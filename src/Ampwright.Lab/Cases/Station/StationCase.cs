using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station;

/// <summary>A certification case of a charging station: the class is named after its id, the body reads like its text.</summary>
internal abstract class StationCase
{
    /// <summary>What must stand before the case runs; a failure here makes it inconclusive.</summary>
    public virtual Task Before(StationRun s) => Task.CompletedTask;

    /// <summary>The case itself, with its checks.</summary>
    public abstract Task Run(StationRun s);
}
