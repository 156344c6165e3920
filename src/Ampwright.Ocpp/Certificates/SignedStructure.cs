using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Ampwright.Ocpp.Certificates;

/// <summary>
/// What certificates and signing requests have in common: content, algorithm, signature (RFC 5280 §4.1, RFC 2986 §4.2). The framework
/// verifies whole chains only; whether one certificate signed another has to be looked at here.
/// </summary>
internal readonly ref struct SignedStructure
{
    private readonly ReadOnlySpan<byte> _content;
    private readonly byte[] _signature;

    private SignedStructure(ReadOnlySpan<byte> content, SignatureAlgorithm? algorithm, byte[] signature)
    {
        _content = content;
        _signature = signature;
        Algorithm = algorithm;
    }

    /// <summary>Null: one that is not allowed.</summary>
    public SignatureAlgorithm? Algorithm { get; }

    /// <exception cref="AsnContentException">The bytes are no such structure.</exception>
    public static SignedStructure Read(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var content = outer.ReadEncodedValue();
        var algorithm = SignatureAlgorithm.Read(ref outer);
        return new SignedStructure(content.Span, algorithm, outer.ReadBitString(out _));
    }

    public bool IsSignedWith(PublicKey key)
    {
        try
        {
            return Algorithm?.Verifies(key, _content, _signature) ?? false;
        }
        catch (Exception unreadable) when (CertificateRules.IsUnreadable(unreadable))
        {
            // A key that cannot be read has signed nothing.
            return false;
        }
    }
}
