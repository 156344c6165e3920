using System.Buffers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// The endpoint with TLS, for stations of profiles 2 and 3, API and page.
/// <code>
///   1 ClientHello read, not consumed ─► 2 certificate chosen from it ─► 3 handshake; a client's certificate is judged ─► 4 HTTP
/// </code>
/// A client certificate is asked for and never refused here: only the path of the request tells whose it should be, and a refusal over HTTP
/// says what is wrong with it.
/// </summary>
internal sealed class TlsEndpoint(TlsFiles files, ConnectionGate gate, TlsRefusals refusals, TimeProvider time)
{
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    private static readonly CipherSuitesPolicy? Suites = OperatingSystem.IsWindows() ? null : new CipherSuitesPolicy(TlsSuites.All);

    public void Serve(ListenOptions listen)
    {
        // A station's WebSocket is an upgrade of HTTP/1.1.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => ReadHelloAsync(connection, next));
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = context => ValueTask.FromResult(Options(context)), HandshakeTimeout = HandshakePatience });
        listen.Use(next => connection =>
        {
            connection.Features.Get<HandshakeOutcome>()!.Done = true;
            return next(connection);
        });
    }

    // 1
    private async Task ReadHelloAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var outcome = new HandshakeOutcome();
        connection.Features.Set(outcome);
        try
        {
            var hello = await PeekAsync(connection);
            if (hello is null) return;
            connection.Features.Set(hello);
            // The handshake is tried all the same: it ends in the alert that tells the client.
            if (TlsSuites.WhyNot(hello) is { } why) await refusals.RecordAsync(why, connection.RemoteEndPoint);
            await next(connection);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The client went away, or was dropped.
        }
        finally
        {
            if (!outcome.Done) gate.CountFailure(connection.RemoteEndPoint);
        }
    }

    private static async Task<ClientHello?> PeekAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            var bytes = read.Buffer;
            var (complete, hello) = ClientHello.Read(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());
            if (complete || read.IsCompleted || bytes.Length > ClientHello.LongestBytes)
            {
                input.AdvanceTo(bytes.Start);
                return hello;
            }
            input.AdvanceTo(bytes.Start, bytes.End);
        }
    }

    // 2, 3
    private SslServerAuthenticationOptions Options(TlsHandshakeCallbackContext context)
    {
        var material = files.Current;
        var connection = context.Connection;
        var isEc = connection.Features.Get<ClientHello>() is { } hello && TlsSuites.SuitEc(hello, material.Ec.Curve, material.Ec.Signature);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = (isEc ? material.Ec : material.Rsa).Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CipherSuitesPolicy = Suites,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
            // A resumed session would carry a certificate past its revocation.
            AllowTlsResume = false,
            ClientCertificateRequired = true,
            CertificateChainPolicy = StationCertificate.Policy(material, time.GetUtcNow()),
            RemoteCertificateValidationCallback = (_, shown, chain, _) => shown is null || Judge(connection, shown, chain, material),
        };
    }

    /// <summary>Notes what the certificate proves; the handshake goes on, unless there is nothing that could be judged.</summary>
    private bool Judge(ConnectionContext connection, X509Certificate shown, X509Chain? chain, TlsMaterial material)
    {
        if (shown is not X509Certificate2 leaf || chain is null) return false;
        connection.Features.Set(StationCertificate.Judge(leaf, chain, material.Revocations, time.GetUtcNow()));
        return true;
    }

    private sealed class HandshakeOutcome
    {
        public bool Done { get; set; }
    }
}
