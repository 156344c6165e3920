using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// The signature of a firmware file: over the whole of it, SHA-256, in base64. Whitepaper L01.FR.04 names RSA-PSS and ECSchnorr; the latter
/// is hardly to be had, and ECDSA is what the field uses in its place.
/// </summary>
public static class FirmwareSignature
{
    /// <summary>In characters, whitepaper §6.9.</summary>
    public const int Longest = 800;

    /// <summary>The hash that is signed, 32 bytes.</summary>
    public static ValueTask<byte[]> HashAsync(Stream firmware, CancellationToken cancellation) => SHA256.HashDataAsync(firmware, cancellation);

    /// <summary>Signs a hash.</summary>
    /// <param name="key">RSA (PSS with a salt of 32 bytes, or PKCS#1 v1.5) or ECDSA, with its private half.</param>
    /// <param name="pkcs1">For stations that do not take RSA-PSS.</param>
    /// <exception cref="ArgumentException">The key is of another kind, or its signature would not fit into the message.</exception>
    public static string Make(ReadOnlySpan<byte> hash, AsymmetricAlgorithm key, bool pkcs1 = false)
    {
        var signature = Convert.ToBase64String(key switch
        {
            RSA rsa => rsa.SignHash(hash, HashAlgorithmName.SHA256, pkcs1 ? RSASignaturePadding.Pkcs1 : RSASignaturePadding.Pss),
            ECDsa curve => curve.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence),
            _ => throw new ArgumentException("Firmware is signed with RSA or ECDSA.", nameof(key)),
        });
        return signature.Length <= Longest
            ? signature
            : throw new ArgumentException($"A signature of this key has {signature.Length} characters; {Longest} are allowed.", nameof(key));
    }

    /// <summary>Verifies a signature. The signer's certificate is checked by <see cref="ChainRules.CheckFirmwareSigner"/>.</summary>
    /// <param name="allowsPkcs1">Whether RSA PKCS#1 v1.5 is taken as well.</param>
    public static CertificateFailure? Check(ReadOnlySpan<byte> hash, string signature, X509Certificate2 signer, bool allowsPkcs1 = true)
    {
        ArgumentNullException.ThrowIfNull(signature);
        ArgumentNullException.ThrowIfNull(signer);
        if (signature.Length > Longest) return new(CertificateFault.TooLong, $"The signature has {signature.Length} characters; {Longest} are allowed.");
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return new(CertificateFault.Unreadable, "The signature is no base64.");
        if (KeyRules.Check(signer.PublicKey, signer.Subject) is { } weak) return weak;
        return Verifies(hash, bytes.AsSpan(0, length), signer, allowsPkcs1)
            ? null
            : new(CertificateFault.SignatureInvalid, $"The firmware is not signed with the key of '{signer.Subject}'.");
    }

    private static bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, X509Certificate2 signer, bool allowsPkcs1)
    {
        try
        {
            using var curve = signer.GetECDsaPublicKey();
            if (curve is not null) return curve.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
            using var rsa = signer.GetRSAPublicKey();
            if (rsa is null) return false;
            return PssSignature.Verifies(hash, signature, rsa.ExportParameters(includePrivateParameters: false))
                || (allowsPkcs1 && rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        catch (Exception unreadable) when (CertificateRules.IsUnreadable(unreadable))
        {
            return false;
        }
    }
}
