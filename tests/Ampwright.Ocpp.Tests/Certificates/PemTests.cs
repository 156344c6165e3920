using Ampwright.Ocpp.Certificates;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class PemTests : IDisposable
{
    private readonly TestAuthority _root = TestAuthority.Root();

    [Fact]
    public void A_chain_is_written_with_plain_line_ends_and_read_back_leaf_first()
    {
        using var between = _root.Below("CN=Sub");
        using var leaf = between.Issue("CN=Leaf");
        var text = CertificateChain.Write([leaf, between.Certificate, _root.Certificate]);
        Assert.DoesNotContain('\r', text);
        Assert.Null(CertificateChain.Read(text, CertificateChain.LongestChain, out var chain));
        Assert.Equal(["CN=Leaf", "CN=Sub", "O=CPO, CN=Root"], chain!.Certificates.Select(certificate => certificate.Subject));
        Assert.Equal(text, chain.ToPem());
        chain.Dispose();
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\\n")]
    [InlineData("\\r\\n")]
    [InlineData("%0A")]
    [InlineData("%0D%0A")]
    [InlineData("")]
    [InlineData(" ")]
    public void Line_ends_are_read_however_they_come(string lineEnd) => AssertReads(Pem().Replace("\n", lineEnd, StringComparison.Ordinal));

    [Fact]
    public void Percent_encoding_and_text_around_are_seen_through()
    {
        AssertReads(Uri.EscapeDataString(Pem()));
        AssertReads($"subject=/CN=Root\n\n{Pem()}\n\n");
    }

    [Theory]
    [InlineData("", CertificateFault.NotPem)]
    [InlineData("MIIB", CertificateFault.NotPem)]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n", CertificateFault.NotPem)]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", CertificateFault.Unreadable)]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", CertificateFault.Unreadable)]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----", CertificateFault.UnexpectedContent)]
    [InlineData("%%%zz\\\\", CertificateFault.NotPem)]
    public void What_is_no_certificate_is_named(string text, CertificateFault fault)
    {
        Assert.Equal(fault, CertificateChain.Read(text, CertificateChain.LongestChain, out var chain)!.Fault);
        Assert.Null(chain);
    }

    [Fact]
    public void A_private_key_beside_the_certificate_is_refused_and_not_repeated()
    {
        var failure = CertificateChain.Read(Pem() + ((System.Security.Cryptography.ECDsa)_root.Key).ExportPkcs8PrivateKeyPem(), CertificateChain.LongestChain, out _)!;
        Assert.Equal(CertificateFault.UnexpectedContent, failure.Fault);
        Assert.DoesNotContain("MIG", failure.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_hold_for_length_and_number()
    {
        var pem = Pem();
        Assert.Null(CertificateChain.Read(pem, pem.Length, out _));
        Assert.Equal(CertificateFault.TooLong, CertificateChain.Read(pem, pem.Length - 1, out _)!.Fault);
        var many = string.Concat(Enumerable.Repeat(pem, CertificateChain.MostCertificates + 1));
        Assert.Equal(CertificateFault.TooManyCertificates, CertificateChain.Read(many, many.Length, out _)!.Fault);
        Assert.Null(CertificateChain.ReadOne(pem, CertificateChain.LongestCertificate, out var one));
        Assert.Equal(_root.Certificate, one);
        Assert.Equal(CertificateFault.TooManyCertificates, CertificateChain.ReadOne(pem + pem, CertificateChain.LongestCertificate, out _)!.Fault);
    }

    [Fact]
    public void A_chain_that_does_not_begin_with_the_leaf_is_refused()
    {
        using var leaf = _root.Issue("CN=Leaf");
        Assert.Equal(CertificateFault.WrongOrder, CertificateChain.Read(CertificateChain.Write([_root.Certificate, leaf]), CertificateChain.LongestChain, out _)!.Fault);
    }

    [Fact]
    public void Damaged_text_never_throws()
    {
        var random = new Random(20260305);
        var pem = Pem();
        var refused = 0;
        for (var i = 0; i < 5000; i++)
        {
            var damaged = pem.ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--) damaged[random.Next(damaged.Length)] = (char)random.Next(1, 128);
            if (CertificateChain.Read(new string(damaged), CertificateChain.LongestChain, out var chain) is not null) refused++;
            else CertificateRules.CheckRoot(chain!.Leaf, TestAuthority.Now);
        }

        Assert.True(refused > 500, $"only {refused} were refused");
    }

    public void Dispose() => _root.Dispose();

    private string Pem() => CertificateChain.Write([_root.Certificate]);

    private void AssertReads(string text)
    {
        Assert.Null(CertificateChain.Read(text, CertificateChain.LongestChain, out var chain));
        Assert.Equal(_root.Certificate, chain!.Leaf);
        chain.Dispose();
    }
}
