using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Remote Start Charging Session - Time Out.</summary>
internal sealed class TC_011_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.RemoteStarted();
        await s.Authorizes(s.Tag);
        await s.Tells("Preparing");
        await s.Tells("Available");
    }
}
