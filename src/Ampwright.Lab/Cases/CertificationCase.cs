namespace Ampwright.Lab.Cases;

/// <summary>A certification case: the class is named after its id, the body reads like its text.</summary>
internal abstract class CertificationCase<TRun>
{
    /// <summary>What must stand before the case runs; a failure here makes it inconclusive.</summary>
    public virtual Task Before(TRun s) => Task.CompletedTask;

    /// <summary>The case itself, with its checks.</summary>
    public abstract Task Run(TRun s);
}
