using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Retrieve all configuration keys.</summary>
internal sealed class TC_019_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.Commanded("GetConfiguration", new { }, CsmsBench.Configuration);
        s.Check((call.Member("key")?.GetArrayLength() ?? 0) == 0, "no key, or an empty list", $"key is {call.Member("key")?.GetRawText()}", call);
        await s.StillAnswers();
    }
}
