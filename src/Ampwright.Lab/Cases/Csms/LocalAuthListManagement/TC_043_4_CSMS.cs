using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.LocalAuthListManagement;

/// <summary>Send Local Authorization List - Full.</summary>
internal sealed class TC_043_4_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.ListSent(1, "Full", s.Tag, "Accepted");
        s.Has(call, ("updateType", "Full"));
        s.ListIsWhole(call);
        await s.KeepsListed(s.Tag);
        await s.StillAnswers();
    }
}
