using System.Net.Security;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// What is spoken: TLS 1.2 and 1.3, no compression. Whitepaper A00.FR.317 obliges a CSMS to the four suites marked below, which need an
/// ECDSA and an RSA certificate; the platform's own choice refuses those with RSA key exchange. The others are better and cost nothing.
/// </summary>
internal static class TlsSuites
{
    public const ushort Tls12 = 0x0303;
    public const ushort Tls13 = 0x0304;

    private static readonly TlsCipherSuite[] ForTls13 =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
    ];

    private static readonly TlsCipherSuite[] ForEc =
    [
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, // A00.FR.317
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, // A00.FR.317
    ];

    private static readonly TlsCipherSuite[] ForRsa =
    [
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384, // A00.FR.317
        TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, // A00.FR.317
    ];

    public static IEnumerable<TlsCipherSuite> All => [.. ForTls13, .. ForEc, .. ForRsa];

    /// <summary>Whether the EC certificate is the one to show: the client can use it, with a suite that needs no other.</summary>
    /// <param name="hello">What the client can do.</param>
    /// <param name="curve">The certificate's curve, as a group of RFC 8422.</param>
    /// <param name="signature">The signature made with it, as a scheme of RFC 8446 §4.2.3.</param>
    public static bool SuitEc(ClientHello hello, ushort curve, ushort signature)
    {
        if (hello.Signatures is { } signatures && !signatures.Contains(signature)) return false;
        if (SpeaksTls13(hello)) return true;
        return Offers(hello, ForEc) && (hello.Groups is null || hello.Groups.Contains(curve));
    }

    /// <summary>Why no handshake can come of this, in the whitepaper's words for it; null when one can.</summary>
    public static string? WhyNot(ClientHello hello)
    {
        if (!hello.Versions.Contains(Tls12) && !hello.Versions.Contains(Tls13)) return "InvalidTLSVersion";
        return SpeaksTls13(hello) || Offers(hello, ForEc) || Offers(hello, ForRsa) ? null : "InvalidTLSCipherSuite";
    }

    private static bool SpeaksTls13(ClientHello hello) => hello.Versions.Contains(Tls13) && Offers(hello, ForTls13);

    private static bool Offers(ClientHello hello, TlsCipherSuite[] suites) => suites.Any(suite => hello.Suites.Contains((ushort)suite));
}
