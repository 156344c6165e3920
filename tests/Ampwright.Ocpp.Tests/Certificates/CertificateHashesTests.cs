using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Security;
using HashAlgorithm = Ampwright.Ocpp.Messages.Security.HashAlgorithm;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class CertificateHashesTests
{
    /// <summary>A root on P-256 with serial number 4095, and what `openssl ocsp -sha256` says of it.</summary>
    private const string Known =
        """
        -----BEGIN CERTIFICATE-----
        MIIBfjCCASOgAwIBAgICD/8wCgYIKoZIzj0EAwIwHTEMMAoGA1UECgwDQ1BPMQ0w
        CwYDVQQDDARSb290MB4XDTI2MTEyNDIzMjE1MFoXDTI2MTIyNDIzMjE1MFowHTEM
        MAoGA1UECgwDQ1BPMQ0wCwYDVQQDDARSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0D
        AQcDQgAEnDrfHrJxr2eu0FCSFUpHSDPqib/X/a/fHq8E+Gjkgb9ujGlYNyOOQlv+
        l/V+BZkOTwIdcnxWDfwnAZpac2txH6NTMFEwHQYDVR0OBBYEFOgqQXOTC7uqnCEA
        vUF+zl5K/mOSMB8GA1UdIwQYMBaAFOgqQXOTC7uqnCEAvUF+zl5K/mOSMA8GA1Ud
        EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhALZKVJcj//T6xoWa44GwVZJp
        k3JMIQ/IA3koh3C+wtufAiEA0YPUeJUcYKrCwWDXVZ+9GTleSqzdvL4uEph+UQzY
        NA0=
        -----END CERTIFICATE-----
        """;

    [Fact]
    public void A_certificate_is_named_as_openssl_names_it_in_an_OCSP_request()
    {
        using var root = X509Certificate2.CreateFromPem(Known);
        Assert.Equal(
            new CertificateHashData
            {
                HashAlgorithm = HashAlgorithm.SHA256,
                IssuerNameHash = "D8AA955F1F76E3B2BDD23C083DD4BBD0894CF618A9E061F04063A208A47B14FC",
                IssuerKeyHash = "D1B5664F8FD11D812B7B9360B72C71199F5538F897141C555242A85FFED78DC6",
                SerialNumber = "FFF",
            },
            CertificateHashes.Of(root, root, HashAlgorithm.SHA256));
    }

    [Theory]
    [InlineData(HashAlgorithm.SHA256, true)]
    [InlineData(HashAlgorithm.SHA384, true)]
    [InlineData(HashAlgorithm.SHA512, true)]
    [InlineData(HashAlgorithm.SHA256, false)]
    [InlineData(HashAlgorithm.SHA384, false)]
    [InlineData(HashAlgorithm.SHA512, false)]
    public async Task The_installed_openssl_gives_the_same_hashes_for_an_issued_certificate(HashAlgorithm algorithm, bool rsa)
    {
        using var openssl = OpenSsl.FindOrSkip();
        using var root = TestAuthority.Root(key: rsa ? RSA.Create(2048) : null);
        using var leaf = root.Issue("O=CPO, CN=SN1", serial: [0, 0x9a, 0xbc]);
        openssl.Put("root.pem", root.Certificate.ExportCertificatePem());
        openssl.Put("leaf.pem", leaf.ExportCertificatePem());

        var said = await openssl.RunAsync("ocsp", $"-{algorithm.ToString().ToLowerInvariant()}", "-issuer", "root.pem", "-cert", "leaf.pem", "-req_text", "-reqout", "request.der");

        // Long lines are broken with a backslash.
        said = said.Replace("\\\n", "", StringComparison.Ordinal);
        var ours = CertificateHashes.Of(leaf, root.Certificate, algorithm);
        Assert.Contains($"Issuer Name Hash: {ours.IssuerNameHash}\n", said, StringComparison.Ordinal);
        Assert.Contains($"Issuer Key Hash: {ours.IssuerKeyHash}\n", said, StringComparison.Ordinal);
        Assert.Matches($"Serial Number: 0*{ours.SerialNumber}\n", said);
        Assert.Equal("9ABC", ours.SerialNumber);
    }

    [Fact]
    public void A_certificate_is_found_by_any_algorithm_whatever_the_case_and_the_leading_zeros()
    {
        using var root = TestAuthority.Root();
        using var one = root.Issue("CN=1");
        using var other = root.Issue("CN=2");
        foreach (var algorithm in Enum.GetValues<HashAlgorithm>())
        {
            var name = CertificateHashes.Of(one, root.Certificate, algorithm);
            Assert.True(CertificateHashes.Matches(name, one, root.Certificate));
            Assert.False(CertificateHashes.Matches(name, other, root.Certificate));
            var spelt = name with
            {
                IssuerNameHash = name.IssuerNameHash.ToLowerInvariant(),
                IssuerKeyHash = name.IssuerKeyHash.ToLowerInvariant(),
                SerialNumber = "00" + name.SerialNumber.ToLowerInvariant(),
            };
            Assert.True(CertificateHashes.Matches(spelt, one, root.Certificate));
            Assert.True(CertificateHashes.Same(spelt, name));
        }
    }

    [Fact]
    public void A_hash_of_one_algorithm_is_no_name_under_another()
    {
        using var root = TestAuthority.Root();
        var name = CertificateHashes.Of(root.Certificate, root.Certificate, HashAlgorithm.SHA256);
        Assert.False(CertificateHashes.Matches(name with { HashAlgorithm = HashAlgorithm.SHA384 }, root.Certificate, root.Certificate));
        Assert.False(CertificateHashes.Matches(name with { HashAlgorithm = OcppEnum<HashAlgorithm>.Parse("MD5") }, root.Certificate, root.Certificate));
        Assert.False(CertificateHashes.Same(name, name with { HashAlgorithm = HashAlgorithm.SHA384 }));
    }

    [Fact]
    public void Every_name_fits_into_its_message()
    {
        using var root = TestAuthority.Root();
        using var longest = root.Issue("CN=1", serial: [0x7f, .. Enumerable.Repeat((byte)0xff, 19)]);
        var name = CertificateHashes.Of(longest, root.Certificate, HashAlgorithm.SHA512);
        Assert.Equal((128, 128, 40), (name.IssuerNameHash.Length, name.IssuerKeyHash.Length, name.SerialNumber.Length));
    }

    [Fact]
    public void A_certificate_is_not_named_by_somebody_else_than_its_issuer()
    {
        using var root = TestAuthority.Root();
        using var other = TestAuthority.Root("CN=Other");
        Assert.Throws<ArgumentException>(() => CertificateHashes.Of(root.Certificate, other.Certificate, HashAlgorithm.SHA256));
    }
}
