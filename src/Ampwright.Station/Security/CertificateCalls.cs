using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;
using Ampwright.Station.Product;

namespace Ampwright.Station.Security;

/// <summary>
/// Carries out InstallCertificate, DeleteCertificate and GetInstalledCertificateIds for the station's roots. Security whitepaper ed. 3, M03 to M05.
/// </summary>
internal sealed class CertificateCalls(
    StationCore core, StationCertificates certificates, CsmsCredentials credentials, SecurityEvents events, AdditionalAnswers answers)
{
    public CallAnswer Install(InstallCertificateRequest request)
    {
        var use = Known(request.CertificateType);
        var failure = CertificateChain.ReadOne(request.Certificate, CertificateChain.LongestCertificate, out var certificate) ?? Check(use, certificate!);
        if (failure is not null)
        {
            core.Trace.Note($"InstallCertificate: {failure.Explanation}");
            // TC_078_CS wants the first; a manufacturer's root vouches for those who sign firmware.
            events.Raise(
                use == CertificateUse.CentralSystemRootCertificate ? SecurityEventType.InvalidCentralSystemCertificate : SecurityEventType.InvalidFirmwareSigningCertificate,
                failure.Explanation);
            return Answer(CertificateStatus.Rejected);
        }
        var pem = CertificateChain.Write([certificate!]);
        var roots = core.Memory.State.Security.Roots;
        if (roots.Exists(root => root.Use == StationCertificates.Text(use) && root.Pem == pem)) return Answer(CertificateStatus.Accepted);
        if (roots.Count >= core.Configuration.Number("CertificateStoreMaxLength"))
        {
            core.Trace.Note("InstallCertificate: the store is full");
            return Answer(CertificateStatus.Rejected);
        }

        // A root that is signed by the one before is named by that one's key (whitepaper §6.1), also when that is gone.
        var issuer = CertificateRules.IsSelfSigned(certificate!) ? null : CertificateChain.Write([certificates.Roots(use)[0]]);
        if (!core.Memory.TryRecord(new RootInstalled(StationCertificates.Text(use), pem, issuer))) return Answer(CertificateStatus.Failed); // M05.FR.04
        events.Raise(SecurityEventType.ReconfigurationOfSecurityParameters, $"{use} installed: {certificate!.Subject}");
        return Answer(CertificateStatus.Accepted);
    }

    public CallAnswer Delete(DeleteCertificateRequest request)
    {
        foreach (var root in core.Memory.State.Security.Roots)
        {
            if (!CertificateHashes.Matches(request.CertificateHashData, certificates.Read(root.Pem), IssuerOf(root))) continue;
            if (WhyKept(root) is { } why)
            {
                core.Trace.Note($"DeleteCertificate: {why}");
                return Answer(DeleteCertificateStatus.Failed);
            }
            if (!core.Memory.TryRecord(new RootRemoved(root.Use, root.Pem))) return Answer(DeleteCertificateStatus.Failed);
            events.Raise(SecurityEventType.ReconfigurationOfSecurityParameters, $"{root.Use} deleted: {certificates.Read(root.Pem).Subject}");
            return Answer(DeleteCertificateStatus.Accepted);
        }
        // M04.FR.06: the station's own certificate does not go this way.
        return Answer(IsOwn(request.CertificateHashData) ? DeleteCertificateStatus.Failed : DeleteCertificateStatus.NotFound);
    }

    public CallAnswer List(GetInstalledCertificateIdsRequest request)
    {
        var use = StationCertificates.Text(Known(request.CertificateType));
        var names = core.Memory.State.Security.Roots.Where(root => root.Use == use)
            .Select(root => CertificateHashes.Of(certificates.Read(root.Pem), IssuerOf(root), HashAlgorithm.SHA256)).ToList();
        return new CallAnswer(new GetInstalledCertificateIdsResponse
        {
            Status = names.Count == 0 ? GetInstalledCertificateStatus.NotFound : GetInstalledCertificateStatus.Accepted,
            CertificateHashData = names.Count == 0 ? null : names,
        });
    }

    /// <summary>
    /// A connection was proven by one of the CSMS's roots. With AdditionalRootCertificateCheck those before it were kept only until then
    /// (M05.FR.13).
    /// </summary>
    public void OnProven()
    {
        if (credentials.ProvenBy is not { } proven || !core.Configuration.Flag("AdditionalRootCertificateCheck")) return;
        var use = StationCertificates.Text(CertificateUse.CentralSystemRootCertificate);
        var roots = core.Memory.State.Security.Roots.Where(root => root.Use == use).ToList();
        foreach (var old in roots.TakeWhile(root => StationCertificates.Thumbprint(certificates.Read(root.Pem)) != proven))
            core.Memory.Record(new RootRemoved(old.Use, old.Pem), durable: true);
    }

    private CertificateFailure? Check(CertificateUse use, X509Certificate2 certificate)
    {
        var now = core.Clock.Now;
        if (use == CertificateUse.CentralSystemRootCertificate && core.Configuration.Flag("AdditionalRootCertificateCheck")
            && certificates.Roots(use) is [var newest, ..] && !newest.Equals(certificate))
            return CertificateRules.CheckSuccessor(certificate, newest, now); // M05.FR.09, .10
        return CertificateRules.CheckRoot(certificate, now);
    }

    private string? WhyKept(RememberedRoot root)
    {
        if (root.Use != StationCertificates.Text(CertificateUse.CentralSystemRootCertificate)) return null;
        if (StationCertificates.Thumbprint(certificates.Read(root.Pem)) == credentials.ProvenBy) return "this root proves the present connection"; // M04.FR.05
        return !answers.LastCsmsRootRemovable && core.Memory.State.Security.Roots.Count(one => one.Use == root.Use) == 1
            ? "it is the last root of the CSMS" // AQ-1
            : null;
    }

    private bool IsOwn(CertificateHashData name) => core.Memory.State.Security.Certificates.Select(certificates.Identity).Any(own =>
        own.Above.Concat(certificates.Roots(CertificateUse.CentralSystemRootCertificate))
            .Where(issuer => issuer.SubjectName.RawData.AsSpan().SequenceEqual(own.Certificate.IssuerName.RawData))
            .Any(issuer => CertificateHashes.Matches(name, own.Certificate, issuer)));

    private X509Certificate2 IssuerOf(RememberedRoot root) => certificates.Read(root.IssuerPem ?? root.Pem);

    private static CertificateUse Known(Ampwright.Ocpp.OcppEnum<CertificateUse> use) => use.IsKnown
        ? use.Value
        : throw new CallRefusedException(
            RpcErrorCode.PropertyConstraintViolation, $"certificateType is CentralSystemRootCertificate or ManufacturerRootCertificate, not {use.Text}");

    private static CallAnswer Answer(CertificateStatus status) => new(new InstallCertificateResponse { Status = status });

    private static CallAnswer Answer(DeleteCertificateStatus status) => new(new DeleteCertificateResponse { Status = status });
}
