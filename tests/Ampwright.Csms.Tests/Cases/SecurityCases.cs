using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ampwright.Csms.Tests.Actions;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.TransportSecurity;
using Ampwright.Ocpp.Certificates;
using static Ampwright.Csms.Tests.Cases.TestTool;
using HashAlgorithm = Ampwright.Ocpp.Messages.Security.HashAlgorithm;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>Security: passwords, certificates, security events, handshakes.</summary>
public sealed class SecurityCases
{
    [Fact]
    public async Task TC_073_CSMS_a_new_password_is_told_and_proven_and_the_old_one_ends()
    {
        await using var tool = await BootedAsync();
        var password = RandomNumberGenerator.GetBytes(20);
        var asked = await tool.CommandAsync("ChangeConfiguration", $$"""{"key":"AuthorizationKey","value":"{{Convert.ToHexString(password)}}"}""", """{"status":"Accepted"}""");
        Assert.Equal(("AuthorizationKey", Convert.ToHexString(password)), (Text(asked, "key"), Text(asked, "value")));
        await tool.ReconnectAsync(new RawStation(tool.Csms.Address, "CP1") { Authorization = RawStation.Basic("CP1", password) });
        await tool.BootAsync();

        await using var old = new RawStation(tool.Csms.Address, "CP1");
        Assert.Equal(401, await old.KnockAsync());
        Assert.DoesNotContain(Convert.ToHexString(password), (await tool.Csms.SendAsync("GET", "/api/v1/commands")).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Observes("ExtendedTriggerMessage", "SignCertificate", "CertificateSigned")]
    public async Task TC_074_CSMS_a_certificate_is_asked_for_signed_and_let_in()
    {
        await using var tool = await BootedAsync(() => HandshakeTests.StartAsync());
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        var signed = await RenewAsync(tool, key, "Accepted");
        Assert.Null(CertificateChain.Read(Text(signed, "certificateChain")!, CertificateChain.LongestChain, out var chain));
        await TestKit.Eventually.HoldsAsync(async () => Text(await tool.GetAsync("certificate-requests/1"), "state") == "Installed", "the certificate is installed");

        Assert.Equal(200, (await tool.Csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"securityProfile":3}""")).Code);
        using var pair = chain!.Leaf.CopyWithPrivateKey((ECDsa)key);
        using var shown = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        await tool.ReconnectAsync(new RawStation(tool.Csms.SecureAddress, "CP1") { Authorization = null, Certificate = shown });
        await tool.BootAsync();
        chain.Dispose();
    }

    [Theory]
    [InlineData("ManufacturerRootCertificate")]
    [InlineData("CentralSystemRootCertificate")]
    [Observes("InstallCertificate", "GetInstalledCertificateIds")]
    public async Task TC_075_1_CSMS_TC_075_2_CSMS_a_root_is_installed_and_seen(string type)
    {
        await using var tool = await BootedAsync();
        using var authority = new TestAuthority();
        await InstallAsync(tool, authority.Root, type, "Accepted");
        await SeeAsync(tool, authority.Root, type, HashAlgorithm.SHA256);
        var held = (await tool.GetAsync("stations/CP1/certificates")).GetProperty("items").EnumerateArray().Single(item => Text(item, "hashAlgorithm") == "SHA256");
        Assert.Equal(type, Text(held, "certificateType"));
    }

    [Theory]
    [InlineData(HashAlgorithm.SHA256)]
    [InlineData(HashAlgorithm.SHA384)]
    [InlineData(HashAlgorithm.SHA512)]
    [Observes("DeleteCertificate")]
    public async Task TC_076_CSMS_a_root_is_deleted_by_its_hashes(HashAlgorithm algorithm)
    {
        await using var tool = await BootedAsync();
        using var authority = new TestAuthority();
        await InstallAsync(tool, authority.Root, "CentralSystemRootCertificate", "Accepted");
        await SeeAsync(tool, authority.Root, "CentralSystemRootCertificate", algorithm);
        var named = Hashes(authority.Root, algorithm);
        var deleted = await tool.CommandAsync("DeleteCertificate", $$"""{"certificateHashData":{{named}}}""", """{"status":"Accepted"}""");
        Assert.Equal(named, deleted.GetProperty("certificateHashData").GetRawText());
        Assert.Equal(0, (await tool.GetAsync("stations/CP1/certificates")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task TC_077_CSMS_a_certificate_is_not_taken_and_the_event_that_says_so()
    {
        await using var tool = await BootedAsync(() => HandshakeTests.StartAsync());
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        await RenewAsync(tool, key, "Rejected");
        await ReportAsync(tool, "InvalidChargePointCertificate");
        await TestKit.Eventually.HoldsAsync(async () => Text(await tool.GetAsync("certificate-requests/1"), "state") == "Failed", "the certificate was not taken");
    }

    [Fact]
    [Observes("SecurityEventNotification")]
    public async Task TC_078_CSMS_a_root_is_not_taken_and_the_event_that_says_so()
    {
        await using var tool = await BootedAsync();
        using var authority = new TestAuthority();
        await InstallAsync(tool, authority.Root, "CentralSystemRootCertificate", "Rejected");
        await ReportAsync(tool, "InvalidCentralSystemCertificate");
        Assert.Equal(0, (await tool.GetAsync("stations/CP1/certificates")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task TC_083_CSMS_the_security_profile_goes_up_and_the_old_one_lets_nobody_in()
    {
        await using var tool = await BootedAsync(() => HandshakeTests.StartAsync());
        using var root = X509Certificate2.CreateFromPem((await tool.Csms.SendAsync("GET", "/api/v1/certificate-authority/root")).Text);
        await InstallAsync(tool, root, "CentralSystemRootCertificate", "Accepted");
        var asked = await tool.OperateAsync("stations/CP1/security-profile-upgrades", """{"securityProfile":2,"resetAfter":0}""", "ChangeConfiguration", """{"status":"Accepted"}""");
        Assert.Equal(("SecurityProfile", "2"), (Text(asked, "key"), Text(asked, "value")));
        Assert.Equal("Hard", Text(await tool.AnswerAsync("Reset", """{"status":"Accepted"}"""), "type"));
        await tool.ReconnectAsync(new RawStation(tool.Csms.SecureAddress, "CP1"));
        await tool.BootAsync();
        Assert.Equal("Done", Text((await tool.GetAsync("security-profile-upgrades?station=CP1")).GetProperty("items")[0], "state"));

        await using var old = new RawStation(tool.Csms.Address, "CP1");
        Assert.Equal(403, await old.KnockAsync());
        await tool.ReconnectAsync(new RawStation(tool.Csms.SecureAddress, "CP1"));
        await tool.BootAsync();
    }

    [Fact]
    public async Task TC_085_CSMS_only_the_right_name_and_password_open_the_door()
    {
        await using var tool = await ConnectedAsync();
        await tool.Station.DisposeAsync();
        foreach (var (authorization, status) in ((string?, int)[])
        [
            (null, 401), (RawStation.Basic("CP1", [.. RunningCsms.Password, 1]), 401), (RawStation.Basic("CP2", RunningCsms.Password), 401), (RawStation.Basic("CP1", RunningCsms.Password), 101),
        ])
        {
            await using var station = new RawStation(tool.Csms.Address, "CP1") { Authorization = authorization };
            Assert.Equal(status, await station.KnockAsync());
        }
        await tool.ReconnectAsync();
        await tool.BootAsync();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task TC_086_CSMS_TC_087_CSMS_the_four_suites_a_name_that_is_right_and_the_station_boots(int profile)
    {
        using var authority = new TestAuthority();
        var roots = Path.GetTempFileName();
        await File.WriteAllTextAsync(roots, authority.Root.ExportCertificatePem());
        await using var csms = await HandshakeTests.StartAsync(tls => profile == 3 ? tls with { StationRootsFile = roots } : tls);
        var proof = profile == 2 ? $",\"password\":\"{Convert.ToHexString(RunningCsms.Password)}\"" : "";
        Assert.Equal(201, (await csms.SendAsync("POST", "/api/v1/stations", $$"""{"identity":"CP1","securityProfile":{{profile}}{{proof}}}""")).Code);
        // Whitepaper A00.FR.317.
        foreach (var suite in (string[])["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "AES128-GCM-SHA256", "AES256-GCM-SHA384"])
            Assert.Contains($"Ciphersuite: {suite}", await OpenSsl.ConnectAsync(csms.SecureAddress, $"-tls1_2 -cipher {suite}"), StringComparison.Ordinal);

        using var certificate = profile == 3 ? authority.Issue("CP1") : null;
        await using var station = new RawStation(csms.SecureAddress, "CP1") { Certificate = certificate };
        if (profile == 3) station.Authorization = null;
        await station.ConnectAsync();
        Assert.Equal("Accepted", Text((await station.CallAsync("BootNotification", """{"chargePointVendor":"Maker","chargePointModel":"Model"}"""))[2], "status"));

        foreach (var file in (string[])["server-rsa.pem", "server-ec.pem"])
        {
            using var shown = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(csms.Options.Data, "tls", file));
            Assert.Equal("localhost", shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
            Assert.NotEmpty(shown.SerialNumber);
            Assert.True((shown.GetRSAPublicKey()?.KeySize ?? 2048) >= 2048 && (shown.GetECDsaPublicKey()?.KeySize ?? 224) >= 224);
        }
        File.Delete(roots);
    }

    private static async Task<JsonElement> RenewAsync(TestTool tool, AsymmetricAlgorithm key, string answer)
    {
        var asked = await tool.CommandAsync("ExtendedTriggerMessage", """{"requestedMessage":"SignChargePointCertificate"}""", """{"status":"Accepted"}""");
        Assert.False(asked.TryGetProperty("connectorId", out _));
        var request = JsonSerializer.Serialize(new Dictionary<string, string> { ["csr"] = SigningRequest.Write(key, "CP1", "Ampwright") });
        Assert.Equal("Accepted", Text(await tool.CallAsync("SignCertificate", request), "status"));
        await TestKit.Eventually.HoldsAsync(async () => Text(await tool.GetAsync("certificate-requests/1"), "state") == "Issued", "the certificate is issued");
        // The station gets nothing unasked: the operator sends it.
        return await tool.OperateAsync("certificate-requests/1/send", null, "CertificateSigned", $$"""{"status":"{{answer}}"}""");
    }

    private static async Task InstallAsync(TestTool tool, X509Certificate2 root, string type, string status)
    {
        var payload = JsonSerializer.Serialize(new Dictionary<string, string> { ["certificateType"] = type, ["certificate"] = root.ExportCertificatePem() });
        var asked = await tool.CommandAsync("InstallCertificate", payload, $$"""{"status":"{{status}}"}""", status == "Accepted" ? "Answered" : "Refused");
        Assert.Equal(type, Text(asked, "certificateType"));
        using var sent = X509Certificate2.CreateFromPem(Text(asked, "certificate"));
        Assert.Equal(root.RawData, sent.RawData);
    }

    private static async Task SeeAsync(TestTool tool, X509Certificate2 root, string type, HashAlgorithm algorithm)
    {
        var asked = await tool.CommandAsync("GetInstalledCertificateIds", $$"""{"certificateType":"{{type}}"}""", $$"""{"status":"Accepted","certificateHashData":[{{Hashes(root, algorithm)}}]}""");
        Assert.Equal(type, Text(asked, "certificateType"));
    }

    private static string Hashes(X509Certificate2 root, HashAlgorithm algorithm)
    {
        var data = CertificateHashes.Of(root, root, algorithm);
        return $$"""{"hashAlgorithm":"{{algorithm}}","issuerNameHash":"{{data.IssuerNameHash}}","issuerKeyHash":"{{data.IssuerKeyHash}}","serialNumber":"{{data.SerialNumber}}"}""";
    }

    private static async Task ReportAsync(TestTool tool, string type)
    {
        await tool.CallAsync("SecurityEventNotification", $$"""{"type":"{{type}}","timestamp":"{{Now}}"}""");
        Assert.Equal(type, Text((await tool.GetAsync("security-events")).GetProperty("items")[0], "type"));
    }
}
