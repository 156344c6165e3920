using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Update Charge Point Certificate by request of Central System.</summary>
internal sealed class TC_074_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var key = await s.RenewsCertificate();
        var handshake = await s.ExpectConnection();
        s.Check(handshake.Certificate is not null, "a handshake with the station's certificate", "none was shown");
        using var shown = X509Certificate2.CreateFromPem(handshake.Certificate!);
        s.Check(shown.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key), "the new certificate in the handshake", "it is another one");
    }
}
