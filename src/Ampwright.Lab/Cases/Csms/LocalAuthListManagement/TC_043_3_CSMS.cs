using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.LocalAuthListManagement;

/// <summary>Send Local Authorization List - Failed.</summary>
internal sealed class TC_043_3_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.ListSent(1, "Full", s.Tag, "Failed");
        s.Has(call, ("updateType", "Full"));
        await s.StillAnswers();
    }
}
