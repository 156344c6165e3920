using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Start Charging Session - Authorize blocked.</summary>
internal sealed class TC_023_3_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.IsRefused(s.Settings.BlockedTag, "Blocked");
}
