using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Soft Reset.</summary>
internal sealed class TC_014_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(await s.Commanded("Reset", new { type = "Soft" }), ("type", "Soft"));
        await s.Boots();
    }
}
