using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Regular Start Charging Session - Cached Id.</summary>
internal sealed class TC_007_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Tells("Preparing");
        await s.Starts(s.Tag);
        await s.Tells("Charging");
    }
}
