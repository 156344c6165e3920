using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// Serial numbers of revoked certificates by issuer, from CRLs (RFC 5280 §5.1). The file is the operator's own, so its signatures are not
/// checked, and a list past its next update still counts: forgetting what was revoked would let a stranger in.
/// </summary>
internal sealed class RevocationLists
{
    private const string Label = "X509 CRL";
    private readonly FrozenSet<string> _revoked;

    private RevocationLists(IEnumerable<string> revoked)
    {
        _revoked = revoked.ToFrozenSet(StringComparer.Ordinal);
    }

    public static RevocationLists None { get; } = new([]);

    /// <exception cref="TlsFileException">The file holds no CRL.</exception>
    public static RevocationLists Read(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var lists = Pem(bytes);
            if (lists.Count == 0) lists.Add(bytes);
            return new RevocationLists(lists.SelectMany(list => ReadList(list)).ToList());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or AsnContentException or CryptographicException or FormatException)
        {
            throw new TlsFileException(file, $"must hold certificate revocation lists, as PEM or one as DER: {failure.Message}", failure);
        }
    }

    public bool Contains(X509Certificate2 certificate) => _revoked.Contains(Key(certificate.IssuerName.RawData, certificate.SerialNumberBytes.Span));

    private static string Key(ReadOnlySpan<byte> issuer, ReadOnlySpan<byte> serial) =>
        $"{Convert.ToHexString(SHA256.HashData(issuer))} {Convert.ToHexString(serial.TrimStart((byte)0))}";

    private static List<byte[]> Pem(byte[] bytes)
    {
        var found = new List<byte[]>();
        var text = System.Text.Encoding.Latin1.GetString(bytes).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].SequenceEqual(Label)) found.Add(Convert.FromBase64String(text[fields.Base64Data].ToString()));
            text = text[fields.Location.End..];
        }
        return found;
    }

    private static List<string> ReadList(byte[] der)
    {
        var revoked = new List<string>();
        var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) list.ReadInteger();
        list.ReadSequence();
        var issuer = list.ReadEncodedValue();
        ReadTime(list);
        if (list.HasData && list.PeekTag().TagClass == TagClass.Universal && list.PeekTag().TagValue is (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime)
            ReadTime(list);
        if (!list.HasData || !list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) return revoked;
        var entries = list.ReadSequence();
        while (entries.HasData)
        {
            var serial = entries.ReadSequence().ReadIntegerBytes();
            revoked.Add(Key(issuer.Span, serial.Span));
        }
        return revoked;
    }

    private static void ReadTime(AsnReader list)
    {
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)) list.ReadUtcTime();
        else list.ReadGeneralizedTime();
    }
}
