using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Remote Start Charging Session - Remote Start First.</summary>
internal sealed class TC_011_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.RemoteStarted();
        await s.Authorizes(s.Tag);
        await s.Tells("Preparing");
        await s.Starts(s.Tag);
        await s.Tells("Charging");
    }
}
