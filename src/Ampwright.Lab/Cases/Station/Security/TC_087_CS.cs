using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>TLS - Client-side certificate - valid certificate.</summary>
internal sealed class TC_087_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var handshake = await s.ConnectsAnew();
        s.SpeaksTls(handshake);
        s.CheckAndGoOn(handshake.Certificate is not null, "the station's certificate", "none was shown");
        await s.Booted();
        if (handshake.Certificate is { } certificate)
        {
            using var shown = X509Certificate2.CreateFromPem(certificate);
            var boot = s.LastOf("BootNotification")!;
            var wrong = KeyRules.Wrong(shown, boot.Text("chargePointSerialNumber") ?? boot.Text("chargeBoxSerialNumber") ?? handshake.Identity);
            s.CheckAndGoOn(wrong is null, "a certificate whose key is long enough, with a serial number and the station's as common name", wrong ?? "");
        }
        s.JudgeChecks("the TLS handshake and the station's certificate");
    }
}
