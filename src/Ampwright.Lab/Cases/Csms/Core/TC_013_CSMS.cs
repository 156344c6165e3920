using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Hard Reset.</summary>
internal sealed class TC_013_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Commanded("Reset", new { type = "Hard" }), ("type", "Hard"));
        await s.Boots();
    }
}
