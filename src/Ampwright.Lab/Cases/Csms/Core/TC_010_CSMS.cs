using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Remote Start Charging Session - Cable Plugged in First.</summary>
internal sealed class TC_010_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Tells("Preparing");
        await s.RemoteStarted();
        await s.Authorizes(s.Tag);
        await s.Starts(s.Tag);
        await s.Tells("Charging");
    }
}
