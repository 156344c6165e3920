using Ampwright.Lab.Certificates;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>TLS - server-side certificate - Valid certificate.</summary>
/// <remarks>
/// No revoked certificate is shown: that of a CSMS is revoked by ending soon, and stations ask nobody about it; only those of stations and firmware
/// are looked up (whitepaper ed. 3 §2.6.3).
/// </remarks>
internal sealed class TC_086_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var handshake = await s.ConnectsAnew();
        s.SpeaksTls(handshake);
        if (s.Door.Profile == 2) s.ProvesItselfByPassword(handshake);
        await s.Booted();

        await s.IsShownRsaToo(handshake);
        foreach (var fault in new[] { CertificateFault.OtherAuthority, CertificateFault.Expired, CertificateFault.WrongName }) await s.IsLeftFor(fault);
        s.JudgeChecks("the TLS handshake");
    }
}
