using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>Strength and use of keys. Whitepaper A00.FR.501–503, A00.FR.512.</summary>
internal static class KeyRules
{
    private const int LeastBits = 2048;
    private const int LeastCurveBits = 224;
    private const string AnyPurpose = "2.5.29.37.0";

    public static CertificateFailure? Check(PublicKey key, string subject)
    {
        if (Size(key) is not var (bits, least)) return new(CertificateFault.KeyUnknown, $"The key of '{subject}' is neither RSA nor DSA nor on a curve that is known here.");
        return bits < least ? new(CertificateFault.KeyTooWeak, $"The key of '{subject}' has {bits} bits; at least {least} are due.") : null;
    }

    /// <summary>Where a certificate says what it is for, this has to be among it; where it does not, it is for everything.</summary>
    /// <param name="anyOf">One of these uses is enough.</param>
    /// <param name="purpose">The object identifier of the extended key usage.</param>
    public static CertificateFailure? CheckUsage(X509Certificate2 certificate, X509KeyUsageFlags anyOf, string? purpose)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509KeyUsageExtension usage && (usage.KeyUsages & anyOf) == X509KeyUsageFlags.None)
            {
                return CertificateRules.Fail(CertificateFault.KeyUsage, certificate, $"is for {usage.KeyUsages}, not for {anyOf}");
            }

            if (purpose is not null && extension is X509EnhancedKeyUsageExtension purposes
                && !purposes.EnhancedKeyUsages.Cast<Oid>().Any(one => one.Value == purpose || one.Value == AnyPurpose))
            {
                return CertificateRules.Fail(CertificateFault.KeyUsage, certificate, $"has no extended key usage {purpose}");
            }
        }

        return null;
    }

    private static (int Bits, int Least)? Size(PublicKey key)
    {
        try
        {
            using var rsa = key.GetRSAPublicKey();
            if (rsa is not null) return (rsa.KeySize, LeastBits);
            using var curve = key.GetECDsaPublicKey();
            if (curve is not null) return (curve.KeySize, LeastCurveBits);
            using var dsa = key.GetDSAPublicKey();
            return dsa is null ? null : (dsa.KeySize, LeastBits);
        }
        catch (Exception unreadable) when (CertificateRules.IsUnreadable(unreadable))
        {
            return null;
        }
    }
}
