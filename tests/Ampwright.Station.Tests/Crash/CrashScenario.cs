namespace Ampwright.Station.Tests.Crash;

/// <summary>Something a station does that must come out right wherever the power goes.</summary>
internal abstract class CrashScenario : IAsyncDisposable
{
    /// <summary>Ways in which the cache of the disk may survive, tried at each point.</summary>
    public virtual int Ways => 3;

    /// <summary>For each of them, second cuts drawn from the points of the recovery.</summary>
    public virtual int SecondCuts => 6;

    /// <summary>A station as it is before the power goes for the first time.</summary>
    public abstract Task<CrashWorld> StartAsync();

    /// <summary>What happens then; it ends where the power goes.</summary>
    public abstract void Live(CrashWorld world);

    /// <summary>What happens once the station has power again; here it may go once more.</summary>
    public abstract void GoOn(CrashWorld world);

    /// <summary>What must hold in the end.</summary>
    /// <returns>Whether what the scenario is about had begun before the first cut.</returns>
    public abstract bool Judge(CrashWorld world);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
