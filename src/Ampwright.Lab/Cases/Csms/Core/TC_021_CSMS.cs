using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Change/set Configuration.</summary>
internal sealed class TC_021_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        s.Has(
            await s.Commanded("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = "60" }),
            ("key", "MeterValueSampleInterval"), ("value", "60"));
        await s.StillAnswers();
    }
}
