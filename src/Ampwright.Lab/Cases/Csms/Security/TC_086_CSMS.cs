using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>TLS - server-side certificate - Valid certificate.</summary>
internal sealed class TC_086_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Drops();
        await s.SpeaksTls();
        await s.Reconnects(s.Pass, "with TLS");
        await s.Boots();
        await s.KeepsStatus();
        s.JudgeChecks("the TLS handshakes");
    }
}
