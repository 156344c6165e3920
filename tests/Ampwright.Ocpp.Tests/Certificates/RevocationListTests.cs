using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ampwright.Ocpp.Certificates;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class RevocationListTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_takes_back_what_its_issuer_issued_and_nothing_else(bool rsa)
    {
        using var root = TestAuthority.Root(key: rsa ? RSA.Create(2048) : null);
        using var other = TestAuthority.Root("O=CPO, CN=Other");
        using var revoked = root.Issue("CN=A", serial: [0, 0x9a, 0xbc]);
        using var good = root.Issue("CN=B");
        using var namesake = other.Issue("CN=A", serial: [0, 0x9a, 0xbc]);

        Assert.Null(RevocationList.Read(Der(root, revoked), out var lists));

        var list = Assert.Single(lists);
        Assert.True(list.Revokes(revoked));
        Assert.False(list.Revokes(good));
        Assert.False(list.Revokes(namesake));
        Assert.True(list.IsSignedBy(root.Certificate));
        Assert.False(list.IsSignedBy(other.Certificate));
    }

    [Fact]
    public void A_list_in_the_name_of_a_root_that_another_key_signed_is_not_signed_by_it()
    {
        using var root = TestAuthority.Root();
        using var forger = TestAuthority.Root();
        Assert.Null(RevocationList.Read(Der(forger), out var lists));
        Assert.False(Assert.Single(lists).IsSignedBy(root.Certificate));
    }

    [Fact]
    public void A_file_holds_one_list_as_DER_or_several_as_PEM()
    {
        using var root = TestAuthority.Root();
        using var other = TestAuthority.Root("O=CPO, CN=Other");
        using var revoked = root.Issue("CN=A");
        using var too = other.Issue("CN=B");
        var pem = PemEncoding.WriteString("X509 CRL", Der(root, revoked)) + "\n" + root.Certificate.ExportCertificatePem() + "\n" + PemEncoding.WriteString("X509 CRL", Der(other, too));

        Assert.Null(RevocationList.Read(Encoding.ASCII.GetBytes(pem), out var lists));

        Assert.Equal(2, lists.Count);
        Assert.True(lists[0].Revokes(revoked) && lists[1].Revokes(too));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----")]
    public void What_is_no_list_is_named(string text)
    {
        Assert.Equal(CertificateFault.Unreadable, RevocationList.Read(Encoding.ASCII.GetBytes(text), out var lists)!.Fault);
        Assert.Empty(lists);
    }

    [Fact]
    public void A_list_that_is_cut_off_anywhere_or_has_a_flipped_byte_is_unreadable_or_not_signed()
    {
        using var root = TestAuthority.Root();
        using var revoked = root.Issue("CN=A");
        var der = Der(root, revoked);
        for (var at = 0; at < der.Length; at++)
        {
            Assert.NotNull(RevocationList.Read(der.AsSpan(0, at), out _));
            var flipped = der.ToArray();
            flipped[at] ^= 0x20;
            if (RevocationList.Read(flipped, out var lists) is null) Assert.False(Assert.Single(lists).IsSignedBy(root.Certificate), $"byte {at}");
        }
    }

    private static byte[] Der(TestAuthority authority, params X509Certificate2[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var one in revoked) builder.AddEntry(one);
        var signer = authority.Key is RSA rsa ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa((ECDsa)authority.Key);
        var key = X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier([1]);
        return builder.Build(authority.Certificate.SubjectName, signer, 1, TestAuthority.Now.AddDays(30), HashAlgorithmName.SHA256, key, TestAuthority.Now);
    }
}
