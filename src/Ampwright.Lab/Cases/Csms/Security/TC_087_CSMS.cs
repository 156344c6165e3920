using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>TLS - Client-side certificate - valid certificate.</summary>
internal sealed class TC_087_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        await s.Drops();
        await s.SpeaksTls();
        await s.Reconnects(s.Pass, "with the station's certificate");
        await s.Boots();
        await s.KeepsStatus();
        await s.TurnsFalseCertificatesAway();
        await s.Reconnects(s.Pass, "with the station's certificate");
        s.JudgeChecks("the TLS handshakes");
    }
}
