using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Offline Transaction.</summary>
internal sealed class TC_039_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Reconnects();

    public override async Task Run(CsmsRun s)
    {
        await s.Starts(s.Tag, ago: 120);
        await s.Stops("Local", ago: 60);
    }
}
