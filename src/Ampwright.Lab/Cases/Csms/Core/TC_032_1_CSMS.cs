using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Power failure boot charging point-configured to stop transaction(s).</summary>
internal sealed class TC_032_1_CSMS : CsmsCase
{
    public override Task Before(CsmsRun s) => s.Charging();

    public override async Task Run(CsmsRun s)
    {
        await s.Reconnects();
        await s.Boots(connector => connector == s.Connector ? "Finishing" : "Available");
        await s.Stops("PowerLoss");
    }
}
