using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Clear Authorization Data in Authorization Cache.</summary>
internal sealed class TC_061_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("ClearCache", new { });
        await s.StillAnswers();
    }
}
