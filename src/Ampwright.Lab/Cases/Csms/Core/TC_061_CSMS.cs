using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Clear Authorization Data in Authorization Cache.</summary>
internal sealed class TC_061_CSMS : CsmsCase
{
    public override Task Run(CsmsRun s) => s.Commanded("ClearCache", new { });
}
