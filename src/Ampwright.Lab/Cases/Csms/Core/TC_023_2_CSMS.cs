using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Start Charging Session - Authorize expired.</summary>
internal sealed class TC_023_2_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.IsRefused(s.Settings.ExpiredTag, "Expired");
}
