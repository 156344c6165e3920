using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Configuration keys.</summary>
internal sealed class TC_040_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Commanded("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = "60" }, "NotSupported");
        await s.StillAnswers();
    }
}
