using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Offline Start Transaction - Valid IdTag.</summary>
internal sealed class TC_037_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Reconnects();
        await s.Starts(s.Tag, ago: 60);
        await s.Tells("Charging");
    }
}
