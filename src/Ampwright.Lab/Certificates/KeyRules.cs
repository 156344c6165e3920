using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Lab.Certificates;

/// <summary>What the handshake cases ask of a certificate that was shown (TC_086, TC_087).</summary>
internal static class KeyRules
{
    private const int LeastRsaBits = 2048;
    private const int LeastCurveBits = 224;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    /// <param name="name">The common name that it must bear.</param>
    public static string? Wrong(X509Certificate2 certificate, string name)
    {
        if (WeakKey(certificate) is { } weak) return weak;
        if (certificate.SerialNumber.Length == 0) return "it has no serial number";
        var shown = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return shown == name ? null : $"its common name is {shown}, not {name}";
    }

    /// <summary>Null where the key is long enough.</summary>
    public static string? WeakKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var dsa = rsa is null ? certificate.GetDSAPublicKey() : null;
        using var curve = certificate.GetECDsaPublicKey();
        return ((AsymmetricAlgorithm?)rsa ?? dsa) is { } long1 ? TooShort(long1.KeySize, LeastRsaBits)
            : curve is not null ? TooShort(curve.KeySize, LeastCurveBits)
            : "its key is none of RSA, DSA and EC";
    }

    private static string? TooShort(int bits, int least) => bits >= least ? null : $"its key has {bits} bits, fewer than {least}";
}
