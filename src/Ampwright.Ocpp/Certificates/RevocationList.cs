using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// A certificate revocation list (RFC 5280 §5.1): the serial numbers that its issuer has taken back. One past its next update still counts:
/// forgetting what was revoked would let a stranger in. Entries that other issuers' certificates stand in (indirect lists) count as the issuer's own.
/// </summary>
public sealed class RevocationList
{
    private const string Label = "X509 CRL";
    private readonly byte[] _der;
    private readonly byte[] _issuer;
    private readonly FrozenSet<string> _serials;

    private RevocationList(byte[] der, byte[] issuer, IEnumerable<string> serials)
    {
        (_der, _issuer) = (der, issuer);
        _serials = serials.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Reads all lists of a file: PEM, among other blocks if need be, or one list as DER.</summary>
    /// <returns>Null = there is at least one, and each could be read.</returns>
    public static CertificateFailure? Read(ReadOnlySpan<byte> file, out IReadOnlyList<RevocationList> lists)
    {
        lists = [];
        try
        {
            var ders = Pem(file);
            if (ders.Count == 0) ders.Add(file.ToArray());
            lists = [.. ders.Select(ReadOne)];
            return null;
        }
        catch (Exception unreadable) when (unreadable is AsnContentException or CryptographicException or FormatException)
        {
            return new CertificateFailure(CertificateFault.Unreadable, $"There is no certificate revocation list in it that can be read: {unreadable.Message}");
        }
    }

    /// <summary>Whether the list is of this authority: in its name, and signed with its key.</summary>
    public bool IsSignedBy(X509Certificate2 issuer)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        if (!issuer.SubjectName.RawData.AsSpan().SequenceEqual(_issuer)) return false;
        try
        {
            return SignedStructure.Read(_der).IsSignedWith(issuer.PublicKey);
        }
        catch (Exception unreadable) when (CertificateRules.IsUnreadable(unreadable))
        {
            return false;
        }
    }

    /// <summary>Whether the list takes this certificate back, which its issuer has to have issued.</summary>
    public bool Revokes(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.IssuerName.RawData.AsSpan().SequenceEqual(_issuer) && _serials.Contains(Text(certificate.SerialNumberBytes.Span));
    }

    private static string Text(ReadOnlySpan<byte> serial) => Convert.ToHexString(serial.TrimStart((byte)0));

    private static List<byte[]> Pem(ReadOnlySpan<byte> file)
    {
        var found = new List<byte[]>();
        var text = System.Text.Encoding.Latin1.GetString(file).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].SequenceEqual(Label)) found.Add(Convert.FromBase64String(text[fields.Base64Data].ToString()));
            text = text[fields.Location.End..];
        }

        return found;
    }

    // version?, signature, issuer, thisUpdate, nextUpdate?, revokedCertificates?, extensions?
    private static RevocationList ReadOne(byte[] der)
    {
        var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) list.ReadInteger();
        list.ReadSequence();
        var issuer = list.ReadEncodedValue().ToArray();
        list.ReadEncodedValue();
        if (list.HasData && IsTime(list.PeekTag())) list.ReadEncodedValue();
        var serials = new List<string>();
        if (list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            for (var entries = list.ReadSequence(); entries.HasData;) serials.Add(Text(entries.ReadSequence().ReadIntegerBytes().Span));
        }

        return new RevocationList(der, issuer, serials);
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);
}
