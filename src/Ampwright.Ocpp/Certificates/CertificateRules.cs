using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>What the whitepaper asks of every certificate and of roots (§2.6, M05). Each check names the rule that is broken first.</summary>
public static class CertificateRules
{
    /// <summary>In hexadecimal digits, whitepaper §6.1, RFC 5280 §4.1.2.2.</summary>
    private const int LongestSerialNumber = 40;

    /// <summary>Whether a certificate was signed with the key of another that bears the issuer's name.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(issuer);
        if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData)) return false;
        try
        {
            return SignedStructure.Read(certificate.RawData).IsSignedWith(issuer.PublicKey);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return false;
        }
    }

    public static bool IsSelfSigned(X509Certificate2 certificate) => IsSignedBy(certificate, certificate);

    /// <summary>Strength of key and signature, and a serial number that can be sent. Whitepaper A00.FR.501–508.</summary>
    public static CertificateFailure? CheckProperties(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (CertificateHashes.SerialNumberOf(certificate).Length > LongestSerialNumber)
        {
            return Fail(CertificateFault.SerialNumber, certificate, "has a serial number of more than 20 bytes");
        }

        return Readable(certificate, () => KeyRules.Check(certificate.PublicKey, certificate.Subject) ?? CheckSignatureAlgorithm(certificate));
    }

    public static CertificateFailure? CheckValidity(X509Certificate2 certificate, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (instant.UtcDateTime < certificate.NotBefore.ToUniversalTime())
        {
            return Fail(CertificateFault.NotYetValid, certificate, $"is valid from {certificate.NotBefore.ToUniversalTime():u} on");
        }

        return instant.UtcDateTime > certificate.NotAfter.ToUniversalTime()
            ? Fail(CertificateFault.Expired, certificate, $"was valid until {certificate.NotAfter.ToUniversalTime():u}")
            : null;
    }

    /// <summary>
    /// A root for InstallCertificate: self-signed, allowed to issue, strong enough, valid. Others could not be listed or deleted later, so
    /// they are refused. Whitepaper M05.FR.06.
    /// </summary>
    public static CertificateFailure? CheckRoot(X509Certificate2 certificate, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (Readable(certificate, () => CheckAuthority(certificate, instant)) is { } failure) return failure;
        if (!certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))
        {
            return Fail(CertificateFault.NotSelfSigned, certificate, $"is not a root: '{certificate.Issuer}' issued it");
        }

        return IsSelfSigned(certificate) ? null : Fail(CertificateFault.SignatureInvalid, certificate, "bears its own name as issuer but is not signed with its own key");
    }

    /// <summary>
    /// A new CSMS root where AdditionalRootCertificateCheck is true: signed by the root it replaces, and so not self-signed unless it keeps
    /// the key. Whitepaper M05.FR.08–10.
    /// </summary>
    public static CertificateFailure? CheckSuccessor(X509Certificate2 certificate, X509Certificate2 oldRoot, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(oldRoot);
        if (Readable(certificate, () => CheckAuthority(certificate, instant)) is { } failure) return failure;
        return IsSignedBy(certificate, oldRoot)
            ? null
            : Fail(CertificateFault.NotSignedByOldRoot, certificate, $"is not signed by the root it is to replace, '{oldRoot.Subject}'");
    }

    internal static CertificateFailure Fail(CertificateFault fault, X509Certificate2 certificate, string what) =>
        new(fault, $"The certificate '{certificate.Subject}' {what}.");

    /// <summary>
    /// The framework reads a certificate's parts only when they are asked for, and throws then; a peer's faulty certificate is a finding.
    /// </summary>
    internal static CertificateFailure? Readable(X509Certificate2 certificate, Func<CertificateFailure?> check)
    {
        try
        {
            return check();
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return Fail(CertificateFault.Unreadable, certificate, $"cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>What the framework throws at contents that it cannot make sense of, a curve that it does not know for one.</summary>
    internal static bool IsUnreadable(Exception exception) => exception is CryptographicException or AsnContentException or NotSupportedException;

    private static CertificateFailure? CheckAuthority(X509Certificate2 certificate, DateTimeOffset instant)
    {
        if ((CheckProperties(certificate) ?? CheckValidity(certificate, instant)) is { } failure) return failure;
        if (!certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority))
        {
            return Fail(CertificateFault.NotACertificateAuthority, certificate, "may not issue certificates (basicConstraints)");
        }

        return KeyRules.CheckUsage(certificate, X509KeyUsageFlags.KeyCertSign, purpose: null);
    }

    private static CertificateFailure? CheckSignatureAlgorithm(X509Certificate2 certificate)
    {
        if (SignedStructure.Read(certificate.RawData).Algorithm is not null) return null;
        var name = certificate.SignatureAlgorithm;
        return Fail(CertificateFault.SignatureAlgorithm, certificate, $"is signed by {name.FriendlyName ?? name.Value}, which is weaker than SHA-256 or not known here");
    }
}
