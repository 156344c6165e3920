using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Loop;

namespace Ampwright.Station.Security;

/// <summary>Why a certificate may not sign firmware.</summary>
/// <param name="Status">What SignedUpdateFirmware is answered with.</param>
internal sealed record SignerRefusal(UpdateFirmwareStatus Status, string Explanation);

/// <summary>
/// Who may sign firmware: issued by one of the manufacturer's roots, valid now, and on none of their revocation lists. Security whitepaper ed. 3,
/// L01.FR.23. The whitepaper says nothing of where a station has the lists from; they are the maker's files, read anew each time.
/// </summary>
internal sealed class FirmwareSigners(StationCore core, StationCertificates certificates)
{
    private IReadOnlyList<X509Certificate2> Roots => certificates.Roots(CertificateUse.ManufacturerRootCertificate);

    /// <summary>Null = this certificate may.</summary>
    public SignerRefusal? Check(string pem)
    {
        if (CertificateChain.ReadOne(pem, CertificateChain.LongestCertificate, out var signer) is { } unreadable)
            return new SignerRefusal(UpdateFirmwareStatus.InvalidCertificate, unreadable.Explanation);
        using (signer)
        {
            return ChainRules.CheckFirmwareSigner(signer!, Roots, core.Clock.Now) is { } failure
                ? new SignerRefusal(UpdateFirmwareStatus.InvalidCertificate, failure.Explanation)
                : CheckRevocation(signer!);
        }
    }

    /// <summary>Null = no list takes the certificate back.</summary>
    public SignerRefusal? CheckRevocation(X509Certificate2 signer)
    {
        if (core.Options.RevocationLists is not { } source) return null;
        IReadOnlyList<ReadOnlyMemory<byte>> files;
        try
        {
            files = source();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unknown(failure.Message);
        }

        foreach (var file in files)
        {
            if (RevocationList.Read(file.Span, out var lists) is { } unreadable) return Unknown(unreadable.Explanation);
            foreach (var list in lists)
            {
                if (!Roots.Any(list.IsSignedBy)) core.Trace.Note("a revocation list is left out: none of the manufacturer's roots signed it");
                else if (list.Revokes(signer)) return new SignerRefusal(UpdateFirmwareStatus.RevokedCertificate, $"The certificate '{signer.Subject}' is revoked.");
            }
        }

        return null;
    }

    // Who cannot look must not say yes.
    private static SignerRefusal Unknown(string why) => new(UpdateFirmwareStatus.Rejected, $"Whether the certificate is revoked is not known: {why}");
}
