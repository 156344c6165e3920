using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.TestKit;
using Scripted = Ampwright.TestKit.Scripted.ScriptedCsms;

namespace Ampwright.Station.Tests.Security;

/// <summary>The handshake, with real sockets: a server of the platform's, and OpenSSL's where the platform would not do as asked.</summary>
public sealed class TlsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_leads_to_a_root_of_the_station_is_trusted_and_TLS_is_1_2_or_newer(bool isEc)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server(isEc: isEc);
        await using var csms = new Scripted(new SslServerAuthenticationOptions { ServerCertificate = certificate }, "localhost");
        var trust = new ServerTrust([authority.Root], Now);
        await ConnectAsync(csms.Address, trust);
        Assert.Equal(authority.Root.Thumbprint, trust.ProvenBy!.Thumbprint);
        Assert.Contains(Assert.Single(csms.Handshakes).Protocol, (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13]);
        Assert.Contains("Authorization: Basic", Assert.Single(csms.Requests));
    }

    [Theory]
    [InlineData("another authority", "does not lead to a trusted root")]
    [InlineData("another host", "not for 'localhost'")]
    [InlineData("expired", "was valid until")]
    [InlineData("no root at all", "no root certificate")]
    [InlineData("signs itself", "does not lead")]
    public async Task A_server_that_is_not_the_CSMS_gets_nothing(string defect, string says)
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority("Another root");
        using var certificate = defect switch
        {
            "another authority" => other.Server(),
            "another host" => authority.Server("csms.example.com"),
            "expired" => authority.Server(until: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            "signs itself" => SelfSigned(),
            _ => authority.Server(),
        };
        await using var csms = new Scripted(new SslServerAuthenticationOptions { ServerCertificate = certificate }, "localhost");
        var failure = await Assert.ThrowsAsync<NetworkException>(() => ConnectAsync(csms.Address, new ServerTrust(defect == "no root at all" ? [] : [authority.Root], Now)));
        Assert.Equal(NetworkFault.ServerCertificate, failure.Fault);
        Assert.Contains(says, failure.Message);
        Assert.Empty(csms.Requests);
    }

    [Fact]
    public async Task The_station_shows_its_certificate_and_leaves_a_CSMS_that_does_not_ask_for_it()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        using var own = authority.Issue("AW22-1", "Ampwright", use: TestAuthority.ClientUse);
        var identity = new ClientIdentity(own, []);
        await using var asks = new Scripted(
            new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null }, "localhost");
        await ConnectAsync(asks.Address, new ServerTrust([authority.Root], Now), identity);
        Assert.Equal("CN=AW22-1, O=Ampwright", Assert.Single(asks.Handshakes).ClientSubject);
        Assert.DoesNotContain("Authorization:", Assert.Single(asks.Requests));

        await using var asksNot = new Scripted(new SslServerAuthenticationOptions { ServerCertificate = certificate }, "localhost");
        var failure = await Assert.ThrowsAsync<NetworkException>(() => ConnectAsync(asksNot.Address, new ServerTrust([authority.Root], Now), identity));
        Assert.Equal(NetworkFault.OtherProfile, failure.Fault);
        Assert.Empty(asksNot.Requests);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_station_whose_certificate_is_not_taken_knows_why(string version)
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("A root the server does not know");
        using var certificate = authority.Server();
        using var own = stranger.Issue("AW22-1", "Ampwright", use: TestAuthority.ClientUse);
        await using var server = await OpenSslServer.StartAsync(certificate, $"{version} -Verify 1 -verify_return_error");
        var failure = await Assert.ThrowsAsync<NetworkException>(() => ConnectAsync(server.Address, new ServerTrust([authority.Root], Now), new ClientIdentity(own, [])));
        Assert.Equal(NetworkFault.ClientCertificate, failure.Fault);
    }

    [Fact]
    public async Task A_refused_password_is_told_from_other_refusals()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        await using var csms = new Scripted(new SslServerAuthenticationOptions { ServerCertificate = certificate }, "localhost");
        foreach (var (status, fault) in ((int, NetworkFault)[])[(401, NetworkFault.Refused), (403, NetworkFault.Refused), (404, NetworkFault.Unreachable), (500, NetworkFault.Unreachable)])
        {
            csms.Door = _ => status;
            var failure = await Assert.ThrowsAsync<NetworkException>(() => ConnectAsync(csms.Address, new ServerTrust([authority.Root], Now)));
            Assert.Equal(fault, failure.Fault);
        }
    }

    [Theory]
    [InlineData("-tls1_1 -cipher ALL:@SECLEVEL=0", NetworkFault.TlsVersion)]
    [InlineData("-tls1_2 -cipher ECDHE-RSA-AES128-SHA", NetworkFault.TlsCipherSuite)]
    [InlineData("-tls1_2 -cipher AES128-SHA256", NetworkFault.TlsCipherSuite)]
    [InlineData("-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305", NetworkFault.TlsCipherSuite)]
    public async Task Old_versions_and_weak_suites_are_refused_and_known_by_name(string offer, NetworkFault fault)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        await using var server = await OpenSslServer.StartAsync(certificate, offer);
        var failure = await Assert.ThrowsAsync<NetworkException>(() => ConnectAsync(server.Address, new ServerTrust([authority.Root], Now)));
        Assert.Equal(fault, failure.Fault);
    }

    [Theory]
    [InlineData("-tls1_2 -cipher AES128-GCM-SHA256")]
    [InlineData("-tls1_2 -cipher AES256-GCM-SHA384")]
    [InlineData("-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384")]
    public async Task The_suites_a_CSMS_must_serve_are_taken(string offer)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        await using var server = await OpenSslServer.StartAsync(certificate, offer);
        var trust = new ServerTrust([authority.Root], Now);
        // It speaks TLS and no WebSocket: that the certificate was proven shows that the handshake got there.
        await Assert.ThrowsAsync<NetworkException>(() => ConnectAsync(server.Address, trust));
        Assert.NotNull(trust.ProvenBy);
    }

    private static DateTimeOffset Now() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static async Task ConnectAsync(Uri endpoint, ServerTrust trust, ClientIdentity? identity = null)
    {
        using var network = new WebSocketNetwork(TimeProvider.System);
        ReadOnlyMemory<byte>? password = identity is null ? Convert.FromHexString(SecureStation.Key) : default(ReadOnlyMemory<byte>?);
        var link = await network.ConnectAsync(
            new LinkRequest(endpoint, "CP-1", password, TimeSpan.Zero, null) { Trust = trust, Certificate = identity }, new Deaf(), CancellationToken.None);
        link.Abort();
        await link.Ended;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(Now().AddYears(-1), Now().AddYears(1));
    }

    private sealed class Deaf : IInboundCalls
    {
        public RpcErrorCode? Admit(Ampwright.Ocpp.OcppAction action) => RpcErrorCode.NotSupported;

        public ValueTask<object> HandleAsync(InboundCall call, CancellationToken connectionClosed) => throw new NotSupportedException();
    }
}

/// <summary>Debian's <c>openssl s_server</c> for one certificate, with whatever versions and suites a test wants.</summary>
internal sealed class OpenSslServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private OpenSslServer(Process process, string folder, int port) => (_process, _folder, Address) = (process, folder, new Uri($"wss://localhost:{port}/ocpp"));

    public Uri Address { get; }

    public static async Task<OpenSslServer> StartAsync(X509Certificate2 certificate, string arguments)
    {
        var folder = Directory.CreateTempSubdirectory("ampwright-tls-").FullName;
        var pem = Path.Combine(folder, "server.pem");
        await File.WriteAllTextAsync(pem, $"{certificate.ExportCertificatePem()}\n{certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n");
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo("openssl", $"s_server -accept 127.0.0.1:{port} -cert {pem} -www -quiet {arguments}")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var server = new OpenSslServer(process, folder, port);
        await Eventually.HoldsAsync(() => Listens(port), "openssl listens");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
