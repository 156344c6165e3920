using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Start Charging Session - Authorize invalid.</summary>
internal sealed class TC_023_1_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.IsRefused(s.Settings.InvalidTag, "Invalid");
}
