using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ampwright.Ocpp.Certificates;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Connection;
using Ampwright.Station.Tests.Diagnostics;
using Ampwright.Station.Tests.Files;
using Ampwright.Station.Tests.Firmware;
using Ampwright.Station.Tests.Life;
using Ampwright.Station.Tests.Security;
using Scripted = Ampwright.TestKit.Scripted.ScriptedCsms;

namespace Ampwright.Station.Tests.Cases;

/// <summary>The compliance cases of the security extension, station under test.</summary>
public sealed class SecurityCases
{
    [Fact]
    public void TC_073_CS_Update_charge_point_password_for_http_basic_authentication()
    {
        using var test = SecureStation.With(1);
        Assert.Equal(ConfigurationStatus.Accepted, test.Change("AuthorizationKey", "4F43415F4F4354545F61646D696E5F74657374"));
        Assert.Equal(2, test.Csms.Dials);
        Assert.Equal("CP-1:OCA_OCTT_admin_test", Encoding.UTF8.GetString(Convert.FromBase64String(test.Csms.LastDial!.Authorization!["Basic ".Length..])));
        Assert.True(test.State.Connected);
    }

    [Fact]
    public void TC_074_CS_Update_charge_point_certificate_by_request_of_central_system()
    {
        using var authority = new TestAuthority();
        using var test = WithProfile3(authority);
        var (dials, before) = (test.Csms.Dials, test.Csms.LastDial!.Certificate!.Certificate.Thumbprint);
        Assert.Equal(CertificateSignedStatus.Accepted, Sign(test, authority.Answer(Ask(test))));
        test.Pass(1);
        Assert.Equal(dials + 1, test.Csms.Dials);
        Assert.NotEqual(before, test.Csms.LastDial!.Certificate!.Certificate.Thumbprint);
    }

    [Theory]
    [InlineData(CertificateUse.ManufacturerRootCertificate, "TC_075_1_CS")]
    [InlineData(CertificateUse.CentralSystemRootCertificate, "TC_075_2_CS")]
    public void TC_075_1_CS_and_TC_075_2_CS_Install_a_certificate_on_the_charge_point(CertificateUse use, string id)
    {
        using var authority = new TestAuthority($"Root of {id}");
        using var test = SecureStation.With(1);
        Assert.Equal(CertificateStatus.Accepted, test.Call(new InstallCertificateRequest { CertificateType = use, Certificate = authority.RootPem }).Status.Value);
        var listed = test.Call(new GetInstalledCertificateIdsRequest { CertificateType = use });
        Assert.Equal(GetInstalledCertificateStatus.Accepted, listed.Status.Value);
        Assert.Contains(CertificateHashes.Of(authority.Root, authority.Root, HashAlgorithm.SHA256), listed.CertificateHashData!);
    }

    [Fact]
    public void TC_076_CS_Delete_a_specific_certificate_from_the_charge_point()
    {
        using var kept = new TestAuthority();
        using var authority = new TestAuthority("Root to delete");
        using var test = SecureStation.With(2, kept, prepare: Serves(kept));
        var list = new GetInstalledCertificateIdsRequest { CertificateType = CertificateUse.CentralSystemRootCertificate };
        test.Call(new InstallCertificateRequest { CertificateType = CertificateUse.CentralSystemRootCertificate, Certificate = authority.RootPem });
        var wanted = CertificateHashes.Of(authority.Root, authority.Root, HashAlgorithm.SHA256);
        var seen = Assert.Single(test.Call(list).CertificateHashData!, one => CertificateHashes.Same(one, wanted));
        Assert.Equal(DeleteCertificateStatus.Accepted, test.Call(new DeleteCertificateRequest { CertificateHashData = seen }).Status.Value);
        Assert.DoesNotContain(seen, test.Call(list).CertificateHashData!);
    }

    [Fact]
    public void TC_077_CS_Invalid_charge_point_certificate_security_event()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("A stranger");
        using var test = WithProfile3(authority);
        var csr = Ask(test);
        test.Csms.Heard.Clear();
        Assert.Equal(CertificateSignedStatus.Rejected, Sign(test, stranger.Answer(csr)));
        Assert.Equal(["InvalidChargePointCertificate"], test.Events());
    }

    [Fact]
    public void TC_078_CS_Invalid_central_system_certificate_security_event()
    {
        using var expired = new TestAuthority(until: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var test = SecureStation.With(1);
        Assert.Equal(
            CertificateStatus.Rejected,
            test.Call(new InstallCertificateRequest { CertificateType = CertificateUse.CentralSystemRootCertificate, Certificate = expired.RootPem }).Status.Value);
        Assert.Equal(["InvalidCentralSystemCertificate"], test.Events());
    }

    [Fact]
    public async Task TC_079_CS_Get_security_log()
    {
        await using var server = await WebServer.StartAsync();
        using var test = SecureStation.With(1);
        Assert.Equal(LogStatus.Accepted, LogUploadTests.GetLog(test, server.At("logs/")).Status.Value);
        test.Until(() => test.Csms.All<LogStatusNotificationRequest>().Count == 2);
        Assert.Equal([(7, "Uploading"), (7, "Uploaded")], test.Csms.All<LogStatusNotificationRequest>().Select(told => (told.RequestId!.Value, told.Status.Text)));
        Assert.Contains("StartupOfTheDevice", Encoding.UTF8.GetString(Assert.Single(server.Files.Values)));
    }

    [Fact]
    public async Task TC_080_CS_Secure_firmware_update()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned());
        world.Until("Installing");
        world.Reboot();
        Assert.Equal(["Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed"], world.Told);
        Assert.Contains("FirmwareUpdated", world.Test.Events());
        Assert.Equal(["Available", "Available", "Available"], world.Test.Csms.All<StatusNotificationRequest>().TakeLast(3).Select(told => told.Status.Text));
    }

    [Fact]
    public async Task TC_081_CS_Secure_firmware_update_invalid_signature()
    {
        await using var world = await FirmwareWorld.StartAsync(signed: true);
        Assert.Equal(UpdateFirmwareStatus.Accepted, world.OrderSigned(signs: [1]));
        world.Until("InvalidSignature");
        Assert.Equal(["Downloading", "Downloaded", "InvalidSignature"], world.Told);
    }

    [Fact]
    public void TC_083_CS_Upgrade_security_profile()
    {
        using var authority = new TestAuthority();
        using var test = SecureStation.With(1, authority, prepare: Serves(authority));
        Assert.Equal(ConfigurationStatus.Accepted, test.Change("SecurityProfile", "2"));
        Assert.Contains("BootNotification", test.Csms.Actions);
        Assert.Contains("StatusNotification", test.Csms.Actions);

        // Addition of 2025: with profile 1 alone on offer the station does not come, then it does with 2.
        test.Csms.Door = request => request.Url.Scheme == "ws" ? null : new NetworkException("only profile 1 here");
        test.Csms.Break();
        test.Pass(1800);
        Assert.False(test.State.Connected);
        Serves(authority)(test);
        test.Pass(120);
        Assert.True(test.State.Connected);
    }

    [Fact]
    public void TC_084_CS_Downgrade_security_profile_rejected()
    {
        using var authority = new TestAuthority();
        using var second = SecureStation.With(2, authority, prepare: Serves(authority));
        Assert.Equal(ConfigurationStatus.Rejected, second.Change("SecurityProfile", "1"));
        using var third = WithProfile3(authority);
        Assert.Equal(ConfigurationStatus.Rejected, third.Change("SecurityProfile", "2"));
    }

    [Fact]
    public async Task TC_085_CS_Basic_authentication_valid_username_password_combination()
    {
        await using var csms = new Scripted();
        await using var life = await RealStation.StartAsync(csms, profile: 1);
        var request = Assert.Single(csms.Requests);
        Assert.StartsWith("GET /ocpp/CP-1 ", request);
        Assert.Equal([.. "CP-1:"u8, .. Convert.FromHexString(SecureStation.Key)], Basic(request));
    }

    [Fact]
    public async Task TC_086_CS_TLS_server_side_certificate_valid_certificate()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server(isEc: true);
        await using var csms = new Scripted(new SslServerAuthenticationOptions { ServerCertificate = certificate }, "localhost");
        await using var life = await RealStation.StartAsync(csms, profile: 2, authority);
        var handshake = Assert.Single(csms.Handshakes);
        Assert.Null(handshake.ClientSubject);
        Assert.Equal([.. "CP-1:"u8, .. Convert.FromHexString(SecureStation.Key)], Basic(Assert.Single(csms.Requests)));
    }

    [Fact]
    public async Task TC_087_CS_TLS_client_side_certificate_valid_certificate()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        X509Certificate2? shown = null;
        await using var csms = new Scripted(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, client, _, _) => (shown = client is null ? null : X509CertificateLoader.LoadCertificate(client.GetRawCertData())) is not null,
            }, "localhost");
        await using var life = await RealStation.StartAsync(csms, profile: 3, authority);
        Assert.DoesNotContain("Authorization:", Assert.Single(csms.Requests));
        Assert.Null(CertificateRules.CheckProperties(shown!));
        Assert.Equal($"CN={life.SerialNumber}, O=Ampwright", shown!.Subject);
        Assert.NotEmpty(shown.SerialNumber);
    }

    private static byte[] Basic(string request)
    {
        var line = request.Split("\r\n").Single(one => one.StartsWith("Authorization: Basic ", StringComparison.Ordinal));
        return Convert.FromBase64String(line["Authorization: Basic ".Length..]);
    }

    private static StationUnderTest WithProfile3(TestAuthority authority)
    {
        var test = SecureStation.With(2, authority, prepare: Serves(authority));
        Assert.Equal(CertificateSignedStatus.Accepted, Sign(test, authority.Answer(Ask(test))));
        Assert.Equal(ConfigurationStatus.Accepted, test.Change("SecurityProfile", "3"));
        return test;
    }

    private static Action<StationUnderTest> Serves(TestAuthority authority) => test => test.Csms.Door = request =>
    {
        if (request.Trust is null) return null;
        using var shown = authority.Server("csms.test");
        using var leaf = X509CertificateLoader.LoadCertificate(shown.RawData);
        return request.Trust.Accepts(leaf, [], "csms.test") ? null : new NetworkException(request.Trust.Failure!.Explanation, fault: NetworkFault.ServerCertificate);
    };

    private static string Ask(StationUnderTest test)
    {
        var before = test.Csms.All<SignCertificateRequest>().Count;
        Assert.Equal(
            TriggerMessageStatus.Accepted,
            test.Call(new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.SignChargePointCertificate }).Status.Value);
        test.Until(() => test.Csms.All<SignCertificateRequest>().Count > before);
        return test.Csms.All<SignCertificateRequest>()[^1].Csr;
    }

    private static CertificateSignedStatus Sign(StationUnderTest test, string chain) => test.Call(new CertificateSignedRequest { CertificateChain = chain }).Status.Value;
}
