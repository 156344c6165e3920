using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Hosting;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Time;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Hosting;

/// <summary>What the lab shows as a CSMS in real TLS handshakes, and what it sees of whoever shakes hands.</summary>
public sealed class SecureEndpointTests
{
    private const string Host = "localhost";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // It is looked at once the handshake is over.
    private static readonly RemoteCertificateValidationCallback Anything = (_, shown, _, _) => shown is { Handle: not 0 };

    [Theory]
    [InlineData(new[] { 0xC02B, 0xC02C }, null, KeyKind.Ec)]
    [InlineData(new[] { 0x009C, 0x009D }, null, KeyKind.Rsa)]
    [InlineData(new[] { 0xC02F, 0xC030 }, null, KeyKind.Rsa)]
    [InlineData(new[] { 0xC02B, 0xC02C, 0x009C, 0x009D }, null, KeyKind.Ec)]
    [InlineData(new[] { 0xC02B, 0xC02C, 0x009C, 0x009D }, KeyKind.Rsa, KeyKind.Rsa)]
    internal async Task The_certificate_is_of_the_kind_of_key_that_the_suites_or_the_case_ask_for(int[] suites, KeyKind? wanted, KeyKind shown)
    {
        var (certificate, suite) = await OnAnEndpointAsync((endpoint, bench) =>
        {
            bench.Door.Key = wanted;
            return ShakeHandsAsync(endpoint, suites);
        });
        using (certificate)
        {
            Assert.Equal(shown, certificate.GetECDsaPublicKey() is null ? KeyKind.Rsa : KeyKind.Ec);
            Assert.Contains((int)suite, suites);
            Assert.Null(KeyRules.Wrong(certificate, Host));
        }
    }

    [Theory]
    [InlineData(CertificateFault.None)]
    [InlineData(CertificateFault.Expired)]
    [InlineData(CertificateFault.OtherAuthority)]
    [InlineData(CertificateFault.WrongName)]
    [InlineData(CertificateFault.Revoked)]
    internal async Task A_certificate_has_the_one_fault_that_the_case_wants(CertificateFault fault)
    {
        foreach (var kind in Enum.GetValues<KeyKind>())
        {
            var found = await OnAnEndpointAsync(async (endpoint, bench) =>
            {
                (bench.Door.Shows, bench.Door.Key) = (fault, kind);
                var (certificate, _) = await ShakeHandsAsync(endpoint, [.. TlsSuites.Ec, .. TlsSuites.Rsa]);
                using (certificate) return Faults(certificate, bench.Certificates.Authority);
            });
            List<CertificateFault> wanted = fault == CertificateFault.None ? [] : [fault];
            Assert.Equal(wanted, found);
        }
    }

    [Fact]
    public async Task The_suites_of_a_ClientHello_stand_in_the_handshake_of_the_connection()
    {
        int[] offered = [0xC02C, 0x009C, 0xC030];
        var handshake = await OnAnEndpointAsync(async (endpoint, bench) =>
        {
            using var handler = new SocketsHttpHandler { SslOptions = { EnabledSslProtocols = SslProtocols.Tls12, CipherSuitesPolicy = Policy(offered), RemoteCertificateValidationCallback = Anything } };
            using var http = new HttpMessageInvoker(handler);
            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("ocpp1.6");
            await socket.ConnectAsync(new Uri($"wss://{Host}:{endpoint.SecurePort}/STATION-1"), http, TestContext.Current.CancellationToken);
            while (!bench.Conversation.Connected) await Task.Yield();
            return bench.Conversation.Handshake!;
        });
        Assert.Equal("STATION-1", handshake.Identity);
        Assert.Equal("Tls12", handshake.TlsVersion);
        Assert.Equal(offered, handshake.OfferedSuites.Where(suite => suite != 0x00FF));
    }

    [Fact]
    public async Task Who_does_not_like_the_certificate_has_knocked()
    {
        var knocked = await OnAnEndpointAsync(async (endpoint, bench) =>
        {
            var heard = new TaskCompletionSource<string>();
            bench.Conversation.Listen = one =>
            {
                if (one.Knocked is { } why) heard.TrySetResult(why);
            };
            await Assert.ThrowsAnyAsync<AuthenticationException>(() => ShakeHandsAsync(endpoint, [.. TlsSuites.Ec], (_, _, _, _) => false));
            return await heard.Task;
        });
        Assert.Equal("the TLS handshake broke off", knocked);
    }

    private static Task<T> OnAnEndpointAsync<T>(Func<CsmsEndpoint, StationBench, Task<T>> test) => Task.Run(() => LabLoop.Run(async () =>
    {
        var time = TimeProvider.System;
        var bench = new StationBench(time, new RunTrace(time, file: null), new RunSettings(), new HashSet<string>(), new Idle());
        await using var endpoint = await CsmsEndpoint.StartAsync(IPAddress.Loopback, 0, 0, Host, bench);
        return await test(endpoint, bench);
    })).WaitAsync(Patience, TestContext.Current.CancellationToken);

    private static async Task<(X509Certificate2 Shown, TlsCipherSuite Suite)> ShakeHandsAsync(
        CsmsEndpoint endpoint, IReadOnlyList<int> suites, RemoteCertificateValidationCallback? judge = null)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, endpoint.SecurePort);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = Host,
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = Policy(suites),
            RemoteCertificateValidationCallback = judge ?? Anything,
        });
        return (X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData()), tls.NegotiatedCipherSuite);
    }

    // On Windows suites are the system's affair.
    private static CipherSuitesPolicy? Policy(IReadOnlyList<int> suites) =>
        OperatingSystem.IsWindows() ? null : new CipherSuitesPolicy(suites.Select(suite => (TlsCipherSuite)suite));

    // As somebody finds them who trusts the lab's root, knows the lab's name and has its list.
    private static List<CertificateFault> Faults(X509Certificate2 shown, LabAuthority authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.Build(shown);
        var statuses = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        var faults = new List<CertificateFault>();
        if (statuses.HasFlag(X509ChainStatusFlags.NotTimeValid)) faults.Add(CertificateFault.Expired);
        if (statuses.HasFlag(X509ChainStatusFlags.PartialChain) || statuses.HasFlag(X509ChainStatusFlags.UntrustedRoot)) faults.Add(CertificateFault.OtherAuthority);
        if (!shown.MatchesHostname(Host)) faults.Add(CertificateFault.WrongName);
        if (CertificateRevocationListBuilder.LoadPem(authority.RevocationList(TimeProvider.System.GetUtcNow()), out _).RemoveEntry(shown.SerialNumberBytes.Span))
            faults.Add(CertificateFault.Revoked);
        return faults;
    }

    private sealed class Idle : IStationOperator
    {
        public Task DoAsync(StationAction action, int connector, string? tag) => Task.CompletedTask;
    }
}
