using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms;

/// <summary>A certification case of a CSMS: the class is named after its id, the body reads like its text.</summary>
internal abstract class CsmsCase
{
    /// <summary>What must stand before the case runs; a failure here makes it inconclusive.</summary>
    public virtual Task Before(CsmsRun s) => Task.CompletedTask;

    /// <summary>The case itself, with its checks.</summary>
    public abstract Task Run(CsmsRun s);
}
