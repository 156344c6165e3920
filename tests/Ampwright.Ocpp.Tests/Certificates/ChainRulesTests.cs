using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using static Ampwright.Ocpp.Tests.Certificates.TestAuthority;

namespace Ampwright.Ocpp.Tests.Certificates;

public sealed class ChainRulesTests : IDisposable
{
    private static readonly SubjectRules Rules = new() { SerialNumber = "SN-0815", CpoName = "CPO" };

    private readonly TestAuthority _root = Root();

    [Theory]
    [InlineData("csms.example.com", "csms.example.com", false, true)]
    [InlineData("csms.example.com", "CSMS.Example.COM", false, true)]
    [InlineData("csms.example.com", "csms.example.com.", false, true)]
    [InlineData("csms.example.com", "example.com", false, false)]
    [InlineData("csms.example.com", "csms.example.com.evil.org", false, false)]
    [InlineData("*.example.com", "csms.example.com", false, false)]
    [InlineData("*.example.com", "csms.example.com", true, true)]
    [InlineData("*.example.com", "a.csms.example.com", true, false)]
    [InlineData("*.example.com", "example.com", true, false)]
    [InlineData("*.com", "example.com", true, false)]
    public void A_CSMS_certificate_is_for_the_host_in_its_CN(string name, string host, bool wildcards, bool accepted) =>
        Assert.Equal(accepted ? null : CertificateFault.HostName, CheckCsms(_root.Issue($"O=CPO, CN={name}"), host, wildcards: wildcards));

    [Theory]
    [InlineData("one.example.com", null)]
    [InlineData("two.example.com", null)]
    [InlineData("192.0.2.7", null)]
    [InlineData("cn.example.com", null)]
    [InlineData("192.0.2.8", CertificateFault.HostName)]
    public void Or_for_one_in_its_subjectAltName(string host, CertificateFault? fault)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("one.example.com");
        names.AddDnsName("two.example.com");
        names.AddIpAddress(IPAddress.Parse("192.0.2.7"));
        Assert.Equal(fault, CheckCsms(_root.Issue("O=CPO, CN=cn.example.com", with: request => request.CertificateExtensions.Add(names.Build())), host));
    }

    [Fact]
    public void Trust_comes_from_the_given_roots_alone()
    {
        using var other = Root("CN=Other");
        Assert.Equal(CertificateFault.NotTrusted, CheckCsms(_root.Issue("CN=h"), "h", roots: [other.Certificate]));
        Assert.Equal(CertificateFault.NotTrusted, CheckCsms(_root.Issue("CN=h"), "h", roots: []));
        Assert.Null(CheckCsms(_root.Issue("CN=h"), "h", roots: [other.Certificate, _root.Certificate]));
    }

    [Fact]
    public void Of_two_roots_with_one_name_the_one_that_signed_is_found()
    {
        using var renewed = Root();
        using var leaf = _root.Issue("CN=h");
        Assert.Equal(CertificateFault.SignatureInvalid, CheckCsms(leaf, "h", roots: [renewed.Certificate]));
        Assert.Null(CheckCsms(leaf, "h", roots: [renewed.Certificate, _root.Certificate]));
        Assert.Null(CheckCsms(leaf, "h", roots: [_root.Certificate, renewed.Certificate]));
    }

    [Fact]
    public void An_intermediate_has_to_come_along()
    {
        using var between = _root.Below("CN=Sub");
        using var leaf = between.Issue("CN=h");
        Assert.Null(CheckCsms([leaf, between.Certificate], "h"));
        Assert.Null(CheckCsms([leaf, between.Certificate, _root.Certificate], "h"));
        Assert.Equal(CertificateFault.NotTrusted, CheckCsms(leaf, "h"));
    }

    [Fact]
    public void A_leaf_cannot_issue()
    {
        using var key = Curve();
        using var leaf = _root.Issue("CN=Leaf", key);
        using var forged = new CertificateRequest("CN=h", (ECDsa)Curve(), HashAlgorithmName.SHA256)
            .Create(leaf.SubjectName, X509SignatureGenerator.CreateForECDsa((ECDsa)key), Now.AddDays(-1), Now.AddDays(1), [1]);
        Assert.Equal(CertificateFault.NotACertificateAuthority, CheckCsms([forged, leaf], "h"));
    }

    [Fact]
    public void Every_certificate_on_the_way_has_to_be_valid_and_strong()
    {
        Assert.Equal(CertificateFault.Expired, CheckCsms(_root.Issue("CN=h", to: Now.AddSeconds(-1)), "h"));
        Assert.Equal(CertificateFault.NotYetValid, CheckCsms(_root.Issue("CN=h", from: Now.AddSeconds(1)), "h"));
        Assert.Equal(CertificateFault.KeyTooWeak, CheckCsms(_root.Issue("CN=h", RSA.Create(1024)), "h"));
        using var weak = _root.Below("CN=Sub", RSA.Create(1024));
        using var leaf = weak.Issue("CN=h");
        Assert.Equal(CertificateFault.KeyTooWeak, CheckCsms([leaf, weak.Certificate], "h"));
        Assert.Equal(CertificateFault.Expired, ChainRules.CheckCsms(Chain(_root.Issue("CN=h", to: Now.AddYears(20))), [_root.Certificate], "h", Now.AddYears(11))?.Fault);
    }

    [Fact]
    public void A_forged_signature_is_seen()
    {
        using var leaf = _root.Issue("CN=h");
        var bytes = leaf.RawData;
        bytes[^1] ^= 1;
        using var forged = X509CertificateLoader.LoadCertificate(bytes);
        Assert.Equal(CertificateFault.SignatureInvalid, CheckCsms(forged, "h"));
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, null)]
    [InlineData(X509KeyUsageFlags.KeyEncipherment, null)]
    [InlineData(X509KeyUsageFlags.KeyAgreement, CertificateFault.KeyUsage)]
    public void Key_usage_restricts_a_CSMS_certificate(X509KeyUsageFlags usage, CertificateFault? fault) =>
        Assert.Equal(fault, CheckCsms(_root.Issue("CN=h", with: request => request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true))), "h"));

    [Fact]
    public void A_stations_certificate_is_none_of_a_CSMS_and_the_reverse()
    {
        using var station = _root.Issue("O=CPO, CN=SN-0815", with: Purpose("1.3.6.1.5.5.7.3.2"));
        using var csms = _root.Issue("O=CPO, CN=SN-0815", with: Purpose("1.3.6.1.5.5.7.3.1"));
        Assert.Equal(CertificateFault.KeyUsage, CheckCsms(station, "SN-0815"));
        Assert.Equal(CertificateFault.KeyUsage, CheckStation(csms, Rules));
        Assert.Null(CheckCsms(csms, "SN-0815"));
        Assert.Null(CheckStation(station, Rules));

        static Action<CertificateRequest> Purpose(string oid) => request => request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(oid)], critical: false));
    }

    [Theory]
    [InlineData("O=CPO, CN=SN-0815", null)]
    [InlineData("O=The CPO Ltd, CN=sn-0815", null)]
    [InlineData("O=Else, O=CPO, CN=SN-0815", null)]
    [InlineData("O=CPO, CN=SN-0816", CertificateFault.CommonName)]
    [InlineData("O=CPO, CN=SN-08150", CertificateFault.CommonName)]
    [InlineData("O=CPO", CertificateFault.CommonName)]
    [InlineData("O=CPO, CN=SN-0815, CN=SN-0816", CertificateFault.CommonName)]
    [InlineData("O=Else, CN=SN-0815", CertificateFault.Organization)]
    [InlineData("CN=SN-0815", CertificateFault.Organization)]
    [InlineData("OU=CPO, CN=SN-0815", CertificateFault.Organization)]
    public void A_stations_certificate_names_its_serial_number_and_the_CPO(string subject, CertificateFault? fault) =>
        Assert.Equal(fault, CheckStation(_root.Issue(subject), Rules));

    [Fact]
    public void The_subjects_rules_can_be_switched_off_one_by_one()
    {
        using var bare = _root.Issue("CN=anything");
        Assert.Null(CheckStation(bare, SubjectRules.None));
        Assert.Null(CheckStation(bare, new SubjectRules { SerialNumber = "anything" }));
        Assert.Equal(CertificateFault.Organization, CheckStation(bare, new SubjectRules { CpoName = "CPO" }));
        // An operator who left the name empty has not let everybody in.
        Assert.Equal(CertificateFault.Organization, CheckStation(_root.Issue("O=CPO, CN=SN-0815"), new SubjectRules { CpoName = "" }));
        Assert.Equal(CertificateFault.CommonName, CheckStation(_root.Issue("CN=192.0.2.7"), new SubjectRules { SerialNumber = "192.0.2.7" }));
    }

    [Fact]
    public void A_stations_certificate_has_no_subjectAltName_unless_that_is_allowed()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("sn-0815");
        using var named = _root.Issue("O=CPO, CN=SN-0815", with: request => request.CertificateExtensions.Add(names.Build()));
        Assert.Equal(CertificateFault.AlternativeName, CheckStation(named, Rules));
        Assert.Null(CheckStation(named, Rules with { AllowsAlternativeNames = true }));
    }

    [Fact]
    public void A_certificate_for_another_key_than_the_stations_is_refused()
    {
        using var key = Curve();
        using var mine = _root.Issue("O=CPO, CN=SN-0815", key);
        using var other = _root.Issue("O=CPO, CN=SN-0815");
        Assert.Null(ChainRules.CheckStation(Chain(mine), [_root.Certificate], Rules, Now, new PublicKey(key)));
        Assert.Equal(CertificateFault.OtherKey, ChainRules.CheckStation(Chain(other), [_root.Certificate], Rules, Now, new PublicKey(key))!.Fault);
    }

    [Fact]
    public void Chains_signed_by_RSA_PSS_are_accepted()
    {
        using var root = Root(key: RSA.Create(2048));
        using var leaf = root.Issue("CN=h", padding: RSASignaturePadding.Pss);
        Assert.Null(CheckCsms(leaf, "h", roots: [root.Certificate]));
        Assert.True(CertificateRules.IsSignedBy(leaf, root.Certificate));
    }

    [Fact]
    public void A_root_that_its_predecessor_signed_is_trusted_alone()
    {
        // Whitepaper M05.FR.11, M05.FR.12: the old root goes once the new one has proven itself.
        using var successor = _root.Below("O=CPO, CN=Root 2");
        using var between = successor.Below("CN=Sub");
        using var leaf = between.Issue("CN=h");
        Assert.Null(CheckCsms([leaf, between.Certificate], "h", roots: [successor.Certificate]));
        Assert.Null(CheckCsms([leaf, between.Certificate], "h", roots: [successor.Certificate, _root.Certificate]));
        Assert.Equal(CertificateFault.NotTrusted, CheckCsms(_root.Issue("CN=h"), "h", roots: [successor.Certificate]));

        var bytes = leaf.RawData;
        bytes[^1] ^= 1;
        using var forged = X509CertificateLoader.LoadCertificate(bytes);
        Assert.NotNull(CheckCsms([forged, between.Certificate], "h", roots: [successor.Certificate]));
        using var expired = between.Issue("CN=h", to: Now.AddSeconds(-1));
        Assert.Equal(CertificateFault.Expired, CheckCsms([expired, between.Certificate], "h", roots: [successor.Certificate]));
    }

    [Fact]
    public void Firmware_is_signed_below_a_manufacturers_root_without_intermediates()
    {
        using var signer = _root.Issue("O=Maker, CN=Firmware");
        using var between = _root.Below("CN=Sub");
        using var deeper = between.Issue("O=Maker, CN=Firmware");
        using var cannot = _root.Issue("O=Maker", with: request => request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, critical: true)));
        Assert.Null(ChainRules.CheckFirmwareSigner(signer, [_root.Certificate], Now));
        Assert.Equal(CertificateFault.NotTrusted, ChainRules.CheckFirmwareSigner(deeper, [_root.Certificate], Now)!.Fault);
        Assert.Equal(CertificateFault.NotTrusted, ChainRules.CheckFirmwareSigner(signer, [], Now)!.Fault);
        Assert.Equal(CertificateFault.KeyUsage, ChainRules.CheckFirmwareSigner(cannot, [_root.Certificate], Now)!.Fault);
        Assert.Equal(CertificateFault.Expired, ChainRules.CheckFirmwareSigner(signer, [_root.Certificate], Now.AddDays(31))!.Fault);
    }

    public void Dispose() => _root.Dispose();

    private static CertificateChain Chain(params X509Certificate2[] certificates)
    {
        Assert.Null(CertificateChain.Read(CertificateChain.Write(certificates), CertificateChain.LongestChain, out var chain));
        return chain!;
    }

    private CertificateFault? CheckCsms(X509Certificate2 leaf, string host, bool wildcards = false, X509Certificate2[]? roots = null) =>
        CheckCsms([leaf], host, wildcards, roots);

    private CertificateFault? CheckCsms(X509Certificate2[] chain, string host, bool wildcards = false, X509Certificate2[]? roots = null) =>
        ChainRules.CheckCsms(Chain(chain), roots ?? [_root.Certificate], host, Now, wildcards)?.Fault;

    private CertificateFault? CheckStation(X509Certificate2 leaf, SubjectRules rules) =>
        ChainRules.CheckStation(Chain(leaf), [_root.Certificate], rules, Now)?.Fault;
}
