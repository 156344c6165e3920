using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Configuration keys.</summary>
internal sealed class TC_040_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.Commanded("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = "-1" }, "Rejected");
        s.Has(call, ("key", "MeterValueSampleInterval"));
        // 2025-11 asks no longer that an operator can send a value that is wrong on purpose.
        if (!s.Newest) s.Has(call, ("value", "-1"));
        await s.StillAnswers();
    }
}
