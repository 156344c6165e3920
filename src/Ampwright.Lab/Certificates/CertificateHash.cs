using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Lab.Certificates;

/// <summary>
/// certificateHashData by the lab's own reckoning (security whitepaper ed. 3 §5.1.2; RFC 6960 §4.1.1): the issuer's name as it stands in the
/// certificate, the issuer's key without the head of its bit string, the serial number without leading zeros.
/// </summary>
/// <param name="Algorithm">SHA256, SHA384 or SHA512.</param>
internal sealed record CertificateHash(string Algorithm, string IssuerName, string IssuerKey, string Serial)
{
    /// <param name="issuer">The certificate's issuer; of a root, itself.</param>
    public static CertificateHash Of(X509Certificate2 certificate, X509Certificate2 issuer, string algorithm) => new(
        algorithm,
        Hash(algorithm, certificate.IssuerName.RawData),
        Hash(algorithm, KeyBits(issuer)),
        Bare(certificate.SerialNumber));

    /// <summary>As a member of a message.</summary>
    public JsonObject ToJson() => new()
    {
        ["hashAlgorithm"] = Algorithm,
        ["issuerNameHash"] = IssuerName,
        ["issuerKeyHash"] = IssuerKey,
        ["serialNumber"] = Serial,
    };

    /// <summary>Whether a message's member names the same certificate; case and leading zeros do not count.</summary>
    public bool IsNamedBy(JsonElement data) =>
        Text(data, "hashAlgorithm") == Algorithm && Same(Text(data, "issuerNameHash"), IssuerName) && Same(Text(data, "issuerKeyHash"), IssuerKey)
        && Same(Bare(Text(data, "serialNumber")), Serial);

    private static byte[] KeyBits(X509Certificate2 certificate)
    {
        var info = new AsnReader(certificate.PublicKey.ExportSubjectPublicKeyInfo(), AsnEncodingRules.DER).ReadSequence();
        info.ReadEncodedValue();
        return info.ReadBitString(out _);
    }

    private static string Hash(string algorithm, byte[] data) => Convert.ToHexString(algorithm switch
    {
        "SHA256" => SHA256.HashData(data),
        "SHA384" => SHA384.HashData(data),
        "SHA512" => SHA512.HashData(data),
        _ => throw new LabException($"There is no hash algorithm \"{algorithm}\" for certificates; there are SHA256, SHA384 and SHA512."),
    });

    private static string Text(JsonElement data, string member) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Bare(string serial) => serial.TrimStart('0') is { Length: > 0 } digits ? digits : "0";

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
