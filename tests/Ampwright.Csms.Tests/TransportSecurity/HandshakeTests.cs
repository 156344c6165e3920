using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.Events;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.TransportSecurity;

namespace Ampwright.Csms.Tests.TransportSecurity;

[Once]
public sealed class HandshakeTests
{
    private static readonly (string Client, string Says)[] Served =
    [
        // Whitepaper A00.FR.317: these four, which need both kinds of certificate.
        ("-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256", "Signature type: ECDSA"),
        ("-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384", "Signature type: ECDSA"),
        ("-tls1_2 -cipher AES128-GCM-SHA256", "Protocol version: TLSv1.2"),
        ("-tls1_2 -cipher AES256-GCM-SHA384", "Protocol version: TLSv1.2"),
        ("-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256", "Signature type: RSA"),
        ("-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384", "Signature type: RSA"),
        ("-tls1_2", "Signature type: ECDSA"),
        ("-tls1_2 -groups P-521:P-384 -cipher ECDHE-ECDSA-AES128-GCM-SHA256:AES128-GCM-SHA256", "Ciphersuite: AES128-GCM-SHA256"),
        ("-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256", "Protocol version: TLSv1.3"),
        ("-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384", "Signature type: ECDSA"),
        ("-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256", "Protocol version: TLSv1.3"),
        ("-tls1_3 -sigalgs RSA-PSS+SHA256", "Signature type: RSA-PSS"),
        ("", "Protocol version: TLSv1.3"),
    ];

    private static readonly string[] Refused =
    [
        "-tls1_2 -cipher AES128-SHA",
        "-tls1_2 -cipher AES256-SHA256",
        "-tls1_2 -cipher ECDHE-RSA-AES128-SHA",
        "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA",
        "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256",
        "-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305",
        "-tls1_2 -cipher AES128-CCM",
        "-tls1_2 -cipher NULL-SHA256:@SECLEVEL=0",
        "-tls1_2 -cipher ADH-AES128-GCM-SHA256:@SECLEVEL=0",
        "-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256",
        "-tls1_1 -cipher DEFAULT:@SECLEVEL=0",
        "-tls1 -cipher DEFAULT:@SECLEVEL=0",
    ];

    [Fact]
    public async Task Each_version_and_suite_is_served_or_refused_as_the_whitepaper_says_and_refusals_are_security_events()
    {
        await using var csms = await StartAsync();
        foreach (var (client, says) in Served)
        {
            var told = await OpenSsl.ConnectAsync(csms.SecureAddress, client);
            Assert.True(told.Contains("CONNECTION ESTABLISHED", StringComparison.Ordinal) && told.Contains(says, StringComparison.Ordinal), $"{client}: {told}");
            if (client.Contains("-cipher ", StringComparison.Ordinal) && !client.Contains(':', StringComparison.Ordinal)) Assert.Contains($"Ciphersuite: {client.Split(' ')[^1]}", told, StringComparison.Ordinal);
        }
        foreach (var client in Refused)
        {
            var told = await OpenSsl.ConnectAsync(csms.SecureAddress, client);
            Assert.False(told.Contains("CONNECTION ESTABLISHED", StringComparison.Ordinal), $"{client}: {told}");
            Assert.True(told.Contains("alert", StringComparison.Ordinal), $"{client}: {told}");
        }

        var refused = (await new EventLog(csms.Database).AfterAsync(0, 500)).Select(recorded => recorded.Change).OfType<HandshakeRefused>().ToList();
        Assert.Equal(["InvalidTLSCipherSuite", "InvalidTLSVersion"], refused.Select(change => change.Why).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, refused.Count(change => change.Why == "InvalidTLSVersion"));
        Assert.All(refused, change => Assert.Equal("127.0.0.1", change.Source));
    }

    [Fact]
    public async Task The_first_start_makes_an_authority_whose_certificates_name_the_host_and_whose_keys_only_the_owner_reads()
    {
        await using var csms = await StartAsync();
        var folder = Path.Combine(csms.Options.Data, "tls");
        using var root = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "root.pem"));
        using var trusting = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { root } },
            },
        });
        // API and page are served there as well, to whoever checks the name and the path.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://localhost:{csms.SecureAddress.Port}/api/v1/stations"));
        request.Headers.Authorization = new("Bearer", ServedCsms.OwnerToken);
        Assert.Equal(200, (int)(await trusting.SendAsync(request)).StatusCode);

        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(["root.key", "root.pem", "server-ec.pem", "server-rsa.pem"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var written = Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllText);
        new DevelopmentAuthority(new TlsFolder(csms.Options.Data), "Ampwright", "localhost", TimeProvider.System).Prepare();
        Assert.All(written, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
    }

    [Fact]
    public async Task Certificates_that_change_are_shown_to_newcomers_at_once_and_disturb_nobody_and_a_bad_file_changes_nothing()
    {
        using var authority = new TestAuthority();
        var folder = Directory.CreateTempSubdirectory("ampwright-tls-").FullName;
        var (rsa, ec) = (Path.Combine(folder, "rsa.pem"), Path.Combine(folder, "ec.pem"));
        await File.WriteAllTextAsync(rsa, TestAuthority.Pem(authority.Issue("localhost")));
        await File.WriteAllTextAsync(ec, TestAuthority.Pem(authority.Issue("localhost", isEc: true)));
        await using var csms = await StartAsync(tls => tls with { RsaFile = rsa, EcFile = ec });
        await csms.RegisterAsync(more: ""","securityProfile":2""");
        await using var station = new RawStation(csms.SecureAddress, "CP1");
        await station.ConnectAsync();
        var before = await ShownAsync(csms);

        var renewed = authority.Issue("localhost", isEc: true);
        await File.WriteAllTextAsync(ec, TestAuthority.Pem(renewed));
        await RunningCsms.UntilAsync(async () => await ShownAsync(csms) != before);
        Assert.Equal(renewed.Thumbprint, await ShownAsync(csms));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());

        await File.WriteAllTextAsync(ec, "-----BEGIN CERTIFICATE-----\nhalf");
        await RunningCsms.UntilAsync(() => Task.FromResult(csms.Log.Lines.Any(line => line.StartsWith("Error 112", StringComparison.Ordinal))));
        Assert.Equal(renewed.Thumbprint, await ShownAsync(csms));
        Assert.Equal(3, (await station.CallAsync("Heartbeat", "{}")).GetArrayLength());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_start_with_a_certificate_that_cannot_be_used_says_which_and_why()
    {
        using var authority = new TestAuthority();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, TestAuthority.Pem(authority.Issue("localhost", isEc: true)));
        var why = await Assert.ThrowsAsync<StartException>(() => StartAsync(tls => tls with { RsaFile = file }));
        Assert.Contains("holds no RSA certificate", why.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    internal static Task<ServedCsms> StartAsync(Func<TlsSettings, TlsSettings>? with = null, TimeProvider? time = null)
    {
        var settings = new TlsSettings { Listen = System.Net.IPAddress.Loopback, Port = 0 };
        return ServedCsms.StartAsync(time, with: options => options with { Tls = with is null ? settings : with(settings) });
    }

    private static async Task<string> ShownAsync(ServedCsms csms)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", csms.SecureAddress.Port);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync("localhost");
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }
}
