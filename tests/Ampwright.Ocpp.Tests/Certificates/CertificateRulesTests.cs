using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using static Ampwright.Ocpp.Tests.Certificates.TestAuthority;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class CertificateRulesTests
{
    [Fact]
    public void Roots_on_RSA_and_on_curves_are_accepted()
    {
        using var curve = Root();
        using var rsa = Root(key: RSA.Create(2048));
        using var small = Root(key: ECDsa.Create(ECCurve.CreateFromFriendlyName("secp224r1")));
        using var used = Root(with: request => request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)));
        Assert.All(new[] { curve, rsa, small, used }, root => Assert.Null(CertificateRules.CheckRoot(root.Certificate, Now)));
    }

    [Fact]
    public void A_certificate_that_another_issued_is_no_root()
    {
        using var root = Root();
        using var below = root.Below("CN=Sub");
        Assert.Equal(CertificateFault.NotSelfSigned, CertificateRules.CheckRoot(below.Certificate, Now)!.Fault);
        Assert.False(CertificateRules.IsSelfSigned(below.Certificate));
        Assert.True(CertificateRules.IsSelfSigned(root.Certificate));
    }

    [Fact]
    public void A_certificate_that_only_claims_to_be_its_own_issuer_is_no_root()
    {
        using var root = Root();
        using var impostor = root.Issue("O=CPO, CN=Root", with: request => request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true)));
        Assert.Equal(CertificateFault.SignatureInvalid, CertificateRules.CheckRoot(impostor, Now)!.Fault);
    }

    [Fact]
    public void A_root_has_to_be_allowed_to_issue()
    {
        using var leaf = Root(isAuthority: false);
        using var signs = Root(with: request => request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)));
        Assert.Equal(CertificateFault.NotACertificateAuthority, CertificateRules.CheckRoot(leaf.Certificate, Now)!.Fault);
        Assert.Equal(CertificateFault.KeyUsage, CertificateRules.CheckRoot(signs.Certificate, Now)!.Fault);
    }

    [Fact]
    public void Weak_keys_are_refused()
    {
        // Whitepaper A00.FR.502, A00.FR.503.
        using var rsa = Root(key: RSA.Create(1024));
        using var curve = Root(key: ECDsa.Create(ECCurve.CreateFromFriendlyName("prime192v1")));
        Assert.Equal(CertificateFault.KeyTooWeak, CertificateRules.CheckRoot(rsa.Certificate, Now)!.Fault);
        Assert.Equal(CertificateFault.KeyTooWeak, CertificateRules.CheckRoot(curve.Certificate, Now)!.Fault);
    }

    [Fact]
    public void A_root_is_valid_from_its_first_instant_to_its_last()
    {
        using var root = Root();
        var (from, to) = (Now.AddYears(-1), Now.AddYears(10));
        Assert.Null(CertificateRules.CheckRoot(root.Certificate, from));
        Assert.Null(CertificateRules.CheckRoot(root.Certificate, to));
        Assert.Equal(CertificateFault.NotYetValid, CertificateRules.CheckRoot(root.Certificate, from.AddSeconds(-1))!.Fault);
        Assert.Equal(CertificateFault.Expired, CertificateRules.CheckRoot(root.Certificate, to.AddSeconds(1))!.Fault);
    }

    [Fact]
    public void A_serial_number_that_does_not_fit_into_a_message_is_refused()
    {
        using var root = Root();
        using var fits = root.Issue("CN=1", serial: [0x7f, .. new byte[19]]);
        using var tooLong = root.Issue("CN=1", serial: [0x7f, .. new byte[20]]);
        Assert.Null(CertificateRules.CheckProperties(fits));
        Assert.Equal(CertificateFault.SerialNumber, CertificateRules.CheckProperties(tooLong)!.Fault);
    }

    [Theory]
    [InlineData("sha1", false)]
    [InlineData("md5", false)]
    [InlineData("sha224", false)]
    [InlineData("sha256", true)]
    [InlineData("sha384", true)]
    [InlineData("sha512", true)]
    public async Task Signatures_below_SHA256_are_refused(string hash, bool accepted)
    {
        // The framework makes no such certificates; openssl does.
        using var openssl = OpenSsl.FindOrSkip();
        await openssl.RunAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "root.pem", "-subj", "/O=CPO/CN=Root", $"-{hash}", "-days", "30");
        Assert.Null(CertificateChain.ReadOne(openssl.Text("root.pem"), CertificateChain.LongestCertificate, out var root));
        var failure = CertificateRules.CheckRoot(root!, DayAfter(root!));
        Assert.Equal(accepted ? null : CertificateFault.SignatureAlgorithm, failure?.Fault);
    }

    [Theory]
    [InlineData("rsa:2048", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")]
    [InlineData("ec", "-pkeyopt", "ec_paramgen_curve:P-384")]
    public async Task Roots_that_openssl_made_are_accepted(string key, params string[] options)
    {
        using var openssl = OpenSsl.FindOrSkip();
        await openssl.RunAsync(["req", "-x509", "-newkey", key, .. options, "-nodes", "-keyout", "key.pem", "-out", "root.pem", "-subj", "/O=CPO/CN=Root", "-days", "30"]);
        Assert.Null(CertificateChain.ReadOne(openssl.Text("root.pem"), CertificateChain.LongestCertificate, out var root));
        Assert.Null(CertificateRules.CheckRoot(root!, DayAfter(root!)));
    }

    [Fact]
    public async Task A_key_of_a_kind_that_is_not_known_here_is_named_so()
    {
        using var openssl = OpenSsl.FindOrSkip();
        await openssl.RunAsync("req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "key.pem", "-out", "root.pem", "-subj", "/CN=Root", "-days", "30");
        Assert.Null(CertificateChain.ReadOne(openssl.Text("root.pem"), CertificateChain.LongestCertificate, out var root));
        Assert.Equal(CertificateFault.KeyUnknown, CertificateRules.CheckRoot(root!, DayAfter(root!))!.Fault);
    }

    [Fact]
    public void A_new_root_has_to_be_signed_by_the_one_it_replaces()
    {
        // Whitepaper M05.FR.09, M05.FR.10.
        using var old = Root();
        using var successor = old.Below("O=CPO, CN=Root 2");
        using var stranger = Root("O=CPO, CN=Root 2");
        using var sameKey = Root(key: old.Key);
        using var leaf = old.Issue("CN=Leaf");
        Assert.Null(CertificateRules.CheckSuccessor(successor.Certificate, old.Certificate, Now));
        Assert.Null(CertificateRules.CheckSuccessor(sameKey.Certificate, old.Certificate, Now));
        Assert.Equal(CertificateFault.NotSignedByOldRoot, CertificateRules.CheckSuccessor(stranger.Certificate, old.Certificate, Now)!.Fault);
        Assert.Equal(CertificateFault.NotACertificateAuthority, CertificateRules.CheckSuccessor(leaf, old.Certificate, Now)!.Fault);
    }

    // openssl stamps with the machine's own clock.
    private static DateTimeOffset DayAfter(X509Certificate2 root) => new(root.NotBefore.ToUniversalTime().AddDays(1), TimeSpan.Zero);
}
