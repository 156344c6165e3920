using System.Security.Cryptography;

namespace Ampwright.Station.Security;

/// <summary>The text form of a private key, PKCS#8 in PEM, as it stands in the journal and nowhere else.</summary>
internal static class StationKey
{
    private const string RsaOid = "1.2.840.113549.1.1.1";

    public static string Write(AsymmetricAlgorithm key) => key.ExportPkcs8PrivateKeyPem();

    public static AsymmetricAlgorithm Read(string pem)
    {
        var content = PemEncoding.Find(pem);
        var bytes = Convert.FromBase64String(pem[content.Base64Data]);
        AsymmetricAlgorithm key = Oid(bytes) == RsaOid ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(bytes, out _);
        return key;
    }

    private static string Oid(byte[] pkcs8)
    {
        var info = new System.Formats.Asn1.AsnReader(pkcs8, System.Formats.Asn1.AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        return info.ReadSequence().ReadObjectIdentifier();
    }
}
