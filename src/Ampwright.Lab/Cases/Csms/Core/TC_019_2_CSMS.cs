using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Retrieve specific configuration key.</summary>
internal sealed class TC_019_2_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.Commanded("GetConfiguration", new { key = (string[])["SupportedFeatureProfiles"] }, CsmsBench.Configuration);
        s.Check(
            call.Member("key") is { } keys && keys.GetArrayLength() == 1 && keys[0].GetString() == "SupportedFeatureProfiles",
            "exactly the key SupportedFeatureProfiles",
            $"key is {call.Member("key")?.GetRawText() ?? "missing"}",
            call);
        await s.StillAnswers();
    }
}
