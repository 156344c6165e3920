using Ampwright.Csms.Commands;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;

namespace Ampwright.Csms.StationCertificates;

/// <summary>A station told which roots it holds. Whitepaper M03.</summary>
internal sealed class CertificateIdsEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.GetInstalledCertificateIds;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is { Request: GetInstalledCertificateIdsRequest asked, Answer: GetInstalledCertificateIdsResponse told })
            InstalledCertificates.Replace(unit, outcome.StationId, asked.CertificateType.Text, told.CertificateHashData ?? []);
    }
}

/// <summary>A station took a root. Whitepaper M05.</summary>
internal sealed class CertificateInstalledEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.InstallCertificate;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is not { State: CommandState.Answered, Status: "Accepted", Request: InstallCertificateRequest install }) return;
        // A raw command may bring anything, and a station may take it: what cannot be named is learnt by asking.
        if (CertificateChain.ReadOne(install.Certificate, CertificateChain.LongestCertificate, out var root) is not null) return;
        using (root)
        {
            InstalledCertificates.Add(unit, outcome.StationId, install.CertificateType.Text, CertificateHashes.Of(root!, root!, HashAlgorithm.SHA256));
        }
    }
}

/// <summary>A station gave a root up, or had none of this name. Whitepaper M04.</summary>
internal sealed class CertificateDeletedEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.DeleteCertificate;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is { Status: "Accepted" or "NotFound", Request: DeleteCertificateRequest deleted })
            InstalledCertificates.Remove(unit, outcome.StationId, deleted.CertificateHashData);
    }
}
