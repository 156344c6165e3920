namespace Ampwright.Lab.Certificates;

/// <summary>The suites of the security whitepaper (A00.FR.317) by their numbers (IANA TLS Cipher Suites).</summary>
internal static class TlsSuites
{
    /// <summary>TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 and TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384.</summary>
    public static readonly IReadOnlyList<int> Ec = [0xC02B, 0xC02C];

    /// <summary>TLS_RSA_WITH_AES_128_GCM_SHA256 and TLS_RSA_WITH_AES_256_GCM_SHA384.</summary>
    public static readonly IReadOnlyList<int> Rsa = [0x009C, 0x009D];

    /// <summary>Those of TLS 1.3, which say nothing of keys.</summary>
    public static readonly IReadOnlyList<int> Newest = [0x1301, 0x1302, 0x1303];

    /// <summary>ECDHE with an RSA key: what most of today's stacks prefer.</summary>
    public static readonly IReadOnlyList<int> EcdheRsa = [0xC02F, 0xC030];

    /// <summary>All of these.</summary>
    public static IEnumerable<int> All => [.. Ec, .. Rsa, .. EcdheRsa, .. Newest];

    public static string Name(int suite) => suite switch
    {
        0xC02B => "ECDHE_ECDSA_AES_128_GCM_SHA256",
        0xC02C => "ECDHE_ECDSA_AES_256_GCM_SHA384",
        0x009C => "RSA_AES_128_GCM_SHA256",
        0x009D => "RSA_AES_256_GCM_SHA384",
        _ => $"0x{suite:X4}",
    };
}
