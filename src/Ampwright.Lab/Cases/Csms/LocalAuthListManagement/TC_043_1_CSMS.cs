using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.LocalAuthListManagement;

/// <summary>Send Local Authorization List - NotSupported.</summary>
internal sealed class TC_043_1_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var call = await s.ListSent(1, "Full", s.Tag, "NotSupported");
        s.Has(call, ("updateType", "Full"));
        await s.StillAnswers();
    }
}
