using Ampwright.Lab.Certificates;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>TLS - server-side certificate - Valid certificate.</summary>
internal sealed class TC_086_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var handshake = await s.ConnectsAnew();
        s.SpeaksTls(handshake);
        if (s.Door.Profile == 2) s.ProvesItselfByPassword(handshake);
        await s.Booted();

        foreach (var fault in new[] { CertificateFault.OtherAuthority, CertificateFault.Expired, CertificateFault.WrongName }) await s.IsLeftFor(fault);
    }
}
