using System.Security.Cryptography;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class FirmwareSignatureTests
{
    private static readonly byte[] Firmware = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31))];
    private static readonly byte[] Hash = SHA256.HashData(Firmware);

    public static TheoryData<string, bool> Kinds => new() { { "rsa", false }, { "rsa", true }, { "rsa3072", false }, { "ec", false }, { "ec384", false } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_signature_fits_the_firmware_it_was_made_for_and_no_other(string kind, bool pkcs1)
    {
        using var signer = TestAuthority.Root(key: Key(kind));
        using var other = TestAuthority.Root(key: Key(kind));
        var signature = FirmwareSignature.Make(Hash, signer.Key, pkcs1);
        Assert.InRange(signature.Length, 1, FirmwareSignature.Longest);
        Assert.Null(FirmwareSignature.Check(Hash, signature, signer.Certificate));
        Assert.Equal(CertificateFault.SignatureInvalid, FirmwareSignature.Check(SHA256.HashData([1]), signature, signer.Certificate)!.Fault);
        Assert.Equal(CertificateFault.SignatureInvalid, FirmwareSignature.Check(Hash, signature, other.Certificate)!.Fault);
    }

    [Fact]
    public async Task The_hash_is_over_the_whole_file()
    {
        using var stream = new MemoryStream(Firmware);
        Assert.Equal(Hash, await FirmwareSignature.HashAsync(stream, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void RSA_without_PSS_can_be_refused()
    {
        using var signer = TestAuthority.Root(key: RSA.Create(2048));
        var signature = FirmwareSignature.Make(Hash, signer.Key, pkcs1: true);
        Assert.Equal(CertificateFault.SignatureInvalid, FirmwareSignature.Check(Hash, signature, signer.Certificate, allowsPkcs1: false)!.Fault);
        Assert.Null(FirmwareSignature.Check(Hash, FirmwareSignature.Make(Hash, signer.Key), signer.Certificate, allowsPkcs1: false));
    }

    [Theory]
    [InlineData("rsa", "-sigopt", "rsa_padding_mode:pss")] // The longest salt, openssl's own choice.
    [InlineData("rsa", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")]
    [InlineData("rsa", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:0")]
    [InlineData("rsa")]
    [InlineData("ec")]
    public async Task What_openssl_signs_is_verified(string kind, params string[] options)
    {
        using var openssl = OpenSsl.FindOrSkip();
        using var signer = TestAuthority.Root(key: Key(kind));
        openssl.Put("key.pem", signer.Key.ExportPkcs8PrivateKeyPem());
        openssl.Put("firmware", Firmware);
        await openssl.RunAsync(["dgst", "-sha256", "-sign", "key.pem", .. options, "-out", "signature", "firmware"]);
        var signature = Convert.ToBase64String(openssl.Bytes("signature"));
        Assert.Null(FirmwareSignature.Check(Hash, signature, signer.Certificate, allowsPkcs1: options.Length == 0));
        Assert.Equal(CertificateFault.SignatureInvalid, FirmwareSignature.Check(SHA256.HashData([1]), signature, signer.Certificate)!.Fault);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_signed_here_openssl_verifies(string kind, bool pkcs1)
    {
        using var openssl = OpenSsl.FindOrSkip();
        using var signer = TestAuthority.Root(key: Key(kind));
        openssl.Put("public.pem", PemEncoding.WriteString("PUBLIC KEY", signer.Certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        openssl.Put("firmware", Firmware);
        openssl.Put("signature", Convert.FromBase64String(FirmwareSignature.Make(Hash, signer.Key, pkcs1)));
        string[] options = kind.StartsWith("rsa", StringComparison.Ordinal) && !pkcs1 ? ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"] : [];
        Assert.Contains("Verified OK", await openssl.RunAsync(["dgst", "-sha256", "-verify", "public.pem", .. options, "-signature", "signature", "firmware"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_with_any_bit_changed_does_not_fit()
    {
        using var signer = TestAuthority.Root(key: RSA.Create(2048));
        var good = Convert.FromBase64String(FirmwareSignature.Make(Hash, signer.Key));
        for (var bit = 0; bit < good.Length * 8; bit += 7)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotNull(FirmwareSignature.Check(Hash, Convert.ToBase64String(bad), signer.Certificate));
        }
    }

    [Fact]
    public void What_is_no_signature_is_named()
    {
        using var signer = TestAuthority.Root();
        using var weak = TestAuthority.Root(key: RSA.Create(1024));
        Assert.Equal(CertificateFault.Unreadable, FirmwareSignature.Check(Hash, "not base64!", signer.Certificate)!.Fault);
        Assert.Equal(CertificateFault.SignatureInvalid, FirmwareSignature.Check(Hash, "", signer.Certificate)!.Fault);
        Assert.Equal(CertificateFault.TooLong, FirmwareSignature.Check(Hash, new string('A', FirmwareSignature.Longest + 1), signer.Certificate)!.Fault);
        Assert.Equal(CertificateFault.KeyTooWeak, FirmwareSignature.Check(Hash, FirmwareSignature.Make(Hash, weak.Key), weak.Certificate)!.Fault);
        using var tooLong = RSA.Create(4816);
        Assert.Throws<ArgumentException>(() => FirmwareSignature.Make(Hash, tooLong));
    }

    private static AsymmetricAlgorithm Key(string kind) => kind switch
    {
        "rsa" => RSA.Create(2048),
        "rsa3072" => RSA.Create(3072),
        "ec" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        _ => ECDsa.Create(ECCurve.NamedCurves.nistP384),
    };
}
