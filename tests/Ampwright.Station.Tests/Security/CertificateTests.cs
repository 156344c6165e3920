using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Connection;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Security;

public sealed class CertificateTests : IDisposable
{
    private const CertificateUse Csms = CertificateUse.CentralSystemRootCertificate;
    private const CertificateUse Manufacturer = CertificateUse.ManufacturerRootCertificate;
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new("Another root");

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Roots_are_installed_by_use_listed_by_hash_and_deleted_by_any_algorithm()
    {
        using var test = SecureStation.With(1);
        Assert.Equal(GetInstalledCertificateStatus.NotFound, List(test, Csms).Status.Value);
        Assert.Equal(CertificateStatus.Accepted, Install(test, Csms, _authority.RootPem));
        Assert.Equal(CertificateStatus.Accepted, Install(test, Csms, _other.RootPem.ReplaceLineEndings("\r\n")));
        Assert.Equal(CertificateStatus.Accepted, Install(test, Csms, _authority.RootPem)); // Once more changes nothing.
        Assert.Equal(CertificateStatus.Accepted, Install(test, Manufacturer, _authority.RootPem));
        test.Restart();
        Assert.Equal(2, List(test, Csms).CertificateHashData!.Count);
        Assert.Equal(CertificateHashes.Of(_authority.Root, _authority.Root, HashAlgorithm.SHA256), Assert.Single(List(test, Manufacturer).CertificateHashData!));

        Assert.Equal(DeleteCertificateStatus.Accepted, Delete(test, CertificateHashes.Of(_other.Root, _other.Root, HashAlgorithm.SHA512)));
        Assert.Equal(DeleteCertificateStatus.NotFound, Delete(test, CertificateHashes.Of(_other.Root, _other.Root, HashAlgorithm.SHA256)));
        test.Restart();
        Assert.Single(List(test, Csms).CertificateHashData!);
    }

    [Fact]
    public void What_is_no_root_is_rejected_with_the_security_event()
    {
        using var expired = new TestAuthority(until: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var leaf = _authority.Server();
        using var test = SecureStation.With(1);
        foreach (var pem in (string[])["no PEM", expired.RootPem, CertificateChain.Write([leaf]), CertificateChain.Write([_authority.Root, _other.Root])])
        {
            test.Csms.Heard.Clear();
            Assert.Equal(CertificateStatus.Rejected, Install(test, Csms, pem));
            Assert.Equal(["InvalidCentralSystemCertificate"], test.Events());
        }
        Assert.Equal(GetInstalledCertificateStatus.NotFound, List(test, Csms).Status.Value);
    }

    [Fact]
    public void The_store_takes_as_many_as_it_says()
    {
        using var test = SecureStation.With(1, product: one => one with { Security = one.Security! with { CertificateStoreMaxLength = 2 } });
        using var third = new TestAuthority("A third root");
        Assert.Equal("2", test.Shown("CertificateStoreMaxLength"));
        Install(test, Csms, _authority.RootPem);
        Install(test, Manufacturer, _other.RootPem);
        Assert.Equal(CertificateStatus.Rejected, Install(test, Csms, third.RootPem));
    }

    [Fact]
    public void A_root_of_the_product_is_installed_once_and_stays_deleted()
    {
        using var test = SecureStation.With(1, _authority, options => options with { ManufacturerRoots = [_other.RootPem, "rubbish"] });
        Assert.Single(List(test, Csms).CertificateHashData!);
        Assert.Equal(DeleteCertificateStatus.Accepted, Delete(test, CertificateHashes.Of(_other.Root, _other.Root, HashAlgorithm.SHA256)));
        test.Restart();
        Assert.Equal(GetInstalledCertificateStatus.NotFound, List(test, Manufacturer).Status.Value);
        Assert.Single(List(test, Csms).CertificateHashData!);
    }

    [Fact]
    public void The_root_in_use_the_last_one_and_the_stations_own_certificate_cannot_be_deleted()
    {
        using var test = SecureStation.With(2, _authority, prepare: Proves(_authority));
        Assert.Equal(DeleteCertificateStatus.Failed, Delete(test, CertificateHashes.Of(_authority.Root, _authority.Root, HashAlgorithm.SHA256)));
        Install(test, Csms, _other.RootPem);
        Assert.Equal(DeleteCertificateStatus.Failed, Delete(test, CertificateHashes.Of(_authority.Root, _authority.Root, HashAlgorithm.SHA256)));
        Assert.Equal(DeleteCertificateStatus.Accepted, Delete(test, CertificateHashes.Of(_other.Root, _other.Root, HashAlgorithm.SHA256)));

        Renew(test);
        Assert.Null(CertificateChain.Read(test.Station.Core.Memory.State.Security.Certificates[0].Chain, 10_000, out var chain));
        Assert.Equal(DeleteCertificateStatus.Failed, Delete(test, CertificateHashes.Of(chain!.Leaf, _authority.Root, HashAlgorithm.SHA384)));
    }

    [Fact]
    public void With_AdditionalRootCertificateCheck_a_new_root_must_be_signed_by_the_old_one_which_goes_once_the_new_one_has_proven()
    {
        using var successor = new TestAuthority("Root of the tests renewed", signedBy: _authority);
        using var test = SecureStation.With(
            2, _authority, product: one => one with { Security = one.Security! with { AdditionalRootCertificateCheck = true } }, prepare: Proves(_authority));
        Assert.Equal(CertificateStatus.Rejected, Install(test, Csms, _other.RootPem));
        Assert.Equal(CertificateStatus.Accepted, Install(test, Csms, successor.RootPem));
        Assert.Equal(2, List(test, Csms).CertificateHashData!.Count);

        // The CSMS still shows a certificate of the old one: the fallback holds and stays.
        test.Csms.Break();
        test.Pass(30);
        Assert.Equal(2, List(test, Csms).CertificateHashData!.Count);

        Proves(successor)(test);
        test.Csms.Break();
        test.Pass(30);
        Assert.True(test.State.Connected);
        var left = Assert.Single(List(test, Csms).CertificateHashData!);
        Assert.Equal(CertificateHashes.Of(successor.Root, _authority.Root, HashAlgorithm.SHA256), left);
    }

    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcP256)]
    public void The_station_makes_its_key_asks_and_takes_what_the_authority_signs(KeyKind kind)
    {
        using var test = SecureStation.With(2, _authority, product: one => one with { Security = one.Security! with { StationKey = kind } }, prepare: Proves(_authority));
        Assert.Equal(CertificateSignedStatus.Accepted, Renew(test));
        var asked = Assert.Single(test.Csms.All<SignCertificateRequest>());
        Assert.Null(SigningRequest.Read(asked.Csr, out var request));
        Assert.Equal((test.Hardware.Facts.SerialNumber, "Ampwright"), (request!.CommonName, request.Organization));

        // With profile 3 it is what the station proves itself by, and no password any more.
        Assert.Equal(Ampwright.Ocpp.Messages.Core.ConfigurationStatus.Accepted, test.Change("SecurityProfile", "3"));
        Assert.Null(test.Csms.LastDial!.Authorization);
        Assert.True(test.Csms.LastDial.Certificate!.Certificate.HasPrivateKey);
        Assert.Equal("3", test.Shown("SecurityProfile"));

        // The private key is in the journal alone.
        var pending = test.Station.Core.Memory.State.Security.Certificates[0].Key;
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", pending);
        Assert.DoesNotContain(test.Trace.Since(), line => line.Text.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_renewed_certificate_is_used_for_a_new_connection_and_an_answer_after_a_power_cut_still_fits()
    {
        using var test = SecureStation.With(2, _authority, prepare: Proves(_authority));
        Renew(test);
        test.Change("SecurityProfile", "3");
        var before = test.Csms.LastDial!.Certificate!.Certificate.SerialNumber;
        Trigger(test);
        test.Die();
        test.Disk = test.Disk.AfterPowerCut(seed: 9);
        test.PowerOn();
        var dials = test.Csms.Dials;
        Assert.Equal(CertificateSignedStatus.Accepted, Sign(test, _authority.Answer(test.Csms.All<SignCertificateRequest>()[^1].Csr)));
        test.Pass(1);
        Assert.Equal(dials + 1, test.Csms.Dials);
        Assert.NotEqual(before, test.Csms.LastDial!.Certificate!.Certificate.SerialNumber);
    }

    [Fact]
    public void A_CSMS_that_does_not_take_the_new_certificate_gets_the_one_before()
    {
        using var test = SecureStation.With(2, _authority, prepare: Proves(_authority));
        Renew(test);
        test.Change("SecurityProfile", "3");
        var first = test.Csms.LastDial!.Certificate!.Certificate.SerialNumber;
        test.Csms.Door = request => request.Certificate!.Certificate.SerialNumber == first ? null : new NetworkException("alert", fault: NetworkFault.ClientCertificate);
        Renew(test);
        test.Pass(60);
        Assert.True(test.State.Connected);
        Assert.Equal(first, test.Csms.LastDial!.Certificate!.Certificate.SerialNumber);
    }

    public static TheoryData<string> Defects => ["another authority", "another key", "another serial number", "another organization", "expired", "no PEM", "too long"];

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_certificate_that_is_not_the_stations_is_rejected_with_the_security_event(string defect)
    {
        using var test = SecureStation.With(2, _authority, prepare: Proves(_authority), product: one => one with { Security = one.Security! with { CertificateSignedMaxChainSize = 3000 } });
        var csr = Trigger(test);
        using var foreign = _authority.Issue(test.Hardware.Facts.SerialNumber, "Ampwright", use: TestAuthority.ClientUse);
        var good = _authority.Answer(csr);
        var pem = defect switch
        {
            "another authority" => _other.Answer(csr),
            "another key" => CertificateChain.Write([foreign]),
            "another serial number" => _authority.Answer(csr, commonName: "AW22-00000000"),
            "another organization" => WithOtherOrganization(test, csr),
            "expired" => _authority.Answer(csr, until: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            "too long" => good + _authority.RootPem + string.Concat(Enumerable.Repeat("\n", 3000)),
            _ => "-----BEGIN NONSENSE-----",
        };
        test.Csms.Heard.Clear();
        Assert.Equal(CertificateSignedStatus.Rejected, Sign(test, pem));
        Assert.Equal(["InvalidChargePointCertificate"], test.Events());

        // The key pair still waits: a right answer is still taken.
        Assert.Equal(CertificateSignedStatus.Accepted, Sign(test, good));
    }

    [Fact]
    public void Without_a_CpoName_no_certificate_is_asked_for_and_one_unasked_is_rejected()
    {
        using var test = SecureStation.With(1, _authority);
        Assert.Equal(Ampwright.Ocpp.Messages.Core.ConfigurationStatus.Accepted, test.Change("CpoName", ""));
        var asked = new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.SignChargePointCertificate };
        Assert.Equal(TriggerMessageStatus.Rejected, test.Call(asked).Status.Value);
        using var certificate = _authority.Issue("x", "y");
        Assert.Equal(CertificateSignedStatus.Rejected, Sign(test, CertificateChain.Write([certificate])));
    }

    [Fact]
    public void A_month_before_its_certificate_expires_the_station_asks_for_the_next_and_once_in_a_week()
    {
        using var test = SecureStation.With(2, _authority, prepare: Proves(_authority));
        var csr = Trigger(test);
        Sign(test, _authority.Answer(csr, until: test.Time.GetUtcNow().AddDays(33)));
        test.Csms.Heard.Clear();
        test.Pass(2 * 86_400);
        Assert.Empty(test.Csms.All<SignCertificateRequest>());
        test.Pass(3 * 86_400);
        Wait(test, () => test.Csms.All<SignCertificateRequest>().Count == 1);
        // A week after the first, which was on the third day or, where making the key took longer than the days, a little later.
        test.Pass(4 * 86_400);
        Assert.Single(test.Csms.All<SignCertificateRequest>());
        test.Pass(5 * 86_400);
        Wait(test, () => test.Csms.All<SignCertificateRequest>().Count == 2);
    }

    /// <summary>From now on the CSMS shows a certificate of this authority, judged as over a real line.</summary>
    private static Action<StationUnderTest> Proves(TestAuthority authority) => test => test.Csms.Door = request =>
    {
        if (request.Trust is null) return null;
        using var shown = authority.Server("csms.test");
        using var leaf = X509CertificateLoader.LoadCertificate(shown.RawData);
        return request.Trust.Accepts(leaf, [], "csms.test") ? null : new NetworkException(request.Trust.Failure!.Explanation, fault: NetworkFault.ServerCertificate);
    };

    private string WithOtherOrganization(StationUnderTest test, string csr)
    {
        Assert.Null(SigningRequest.Read(csr, out var asked));
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN={test.Hardware.Facts.SerialNumber}, O=Somebody Else"), asked!.PublicKey, System.Security.Cryptography.HashAlgorithmName.SHA256);
        return _authority.Answer(request);
    }

    private CertificateSignedStatus Renew(StationUnderTest test) => Sign(test, _authority.Answer(Trigger(test)));

    private static string Trigger(StationUnderTest test)
    {
        var before = test.Csms.All<SignCertificateRequest>().Count;
        var asked = new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.SignChargePointCertificate };
        Assert.Equal(TriggerMessageStatus.Accepted, test.Call(asked).Status.Value);
        Wait(test, () => test.Csms.All<SignCertificateRequest>().Count > before);
        return test.Csms.All<SignCertificateRequest>()[^1].Csr;
    }

    // The key pair is made on another thread.
    private static void Wait(StationUnderTest test, Func<bool> holds) => test.Until(holds);

    private static CertificateSignedStatus Sign(StationUnderTest test, string pem) => test.Call(new CertificateSignedRequest { CertificateChain = pem }).Status.Value;

    private static CertificateStatus Install(StationUnderTest test, CertificateUse use, string pem) =>
        test.Call(new InstallCertificateRequest { CertificateType = use, Certificate = pem }).Status.Value;

    private static GetInstalledCertificateIdsResponse List(StationUnderTest test, CertificateUse use) =>
        test.Call(new GetInstalledCertificateIdsRequest { CertificateType = use });

    private static DeleteCertificateStatus Delete(StationUnderTest test, CertificateHashData name) =>
        test.Call(new DeleteCertificateRequest { CertificateHashData = name }).Status.Value;
}
