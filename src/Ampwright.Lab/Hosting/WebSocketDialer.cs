using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Hosting;

/// <summary>Dials the CSMS under test over a WebSocket, as the lab's station.</summary>
/// <param name="plain">Its end point without the identity, ws://; null where there is none.</param>
/// <param name="secure">The one with TLS, wss://; null where there is none.</param>
/// <param name="roots">Whom its certificate must come from; none for those that the system trusts.</param>
internal sealed class WebSocketDialer(Uri? plain, Uri? secure, string identity, IReadOnlyList<X509Certificate2> roots, TimeProvider time, SynchronizationContext lab) : IDialer, IAsyncDisposable
{
    /// <summary>How long a CSMS may take to let the station in, or to turn it away.</summary>
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _over = new();
    private Task _running = Task.CompletedTask;
    private CancellationTokenSource? _line;

    public Conversation? Conversation { get; set; }

    public bool HasTls => secure is not null;

    public async Task ConnectAsync(Pass pass)
    {
        await DropAsync();
        var socket = new ClientWebSocket();
        if (await OpenAsync(socket, pass, ["ocpp1.6"]) is { } why)
        {
            socket.Dispose();
            throw new LabException($"The CSMS at {Address(pass)} does not take the station {identity} by security profile {pass.Profile}: {why}");
        }
        _line = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var ended = _line.Token;
        var line = new WebSocketLine(socket, Conversation!, lab);
        // On the lab's thread: whoever waits for this finds the connection there.
        Conversation!.Opened(line, new Handshake { Path = Address(pass).AbsolutePath, Subprotocols = ["ocpp1.6"] });
        _running = Task.Run(
            async () =>
            {
                using (socket) await line.CarryAsync(ended);
            },
            CancellationToken.None);
    }

    public async Task<string?> NegotiateAsync(Pass pass, IReadOnlyList<string> subprotocols)
    {
        // A second connection of one station would only push the first one out.
        await DropAsync();
        using var socket = new ClientWebSocket();
        return await OpenAsync(socket, pass, subprotocols) is null ? socket.SubProtocol ?? "" : null;
    }

    public async Task<TlsAnswer?> ShakeHandsAsync(Pass pass, int suite)
    {
        if (secure is null) return null;
        using var given = Given();
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(secure.Host, secure.Port, given.Token);
            await using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = secure.Host,
                    EnabledSslProtocols = SslProtocols.Tls12,
                    CipherSuitesPolicy = OperatingSystem.IsWindows() ? null : new CipherSuitesPolicy([(TlsCipherSuite)suite]),
                    ClientCertificates = pass.Certificate is { } own ? [own] : null,
                    RemoteCertificateValidationCallback = Trusts,
                },
                given.Token);
            using var shown = new X509Certificate2(tls.RemoteCertificate!);
            return new TlsAnswer(secure.Host, tls.SslProtocol.ToString(), shown.ExportCertificatePem());
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException or SocketException || Silent(refused))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        _over.Dispose();
        _line?.Dispose();
    }

    // Without a word, as a line that breaks.
    public async Task DropAsync()
    {
        if (_line is not { } line) return;
        await line.CancelAsync();
        await _running;
        line.Dispose();
        _line = null;
    }

    private Uri Address(Pass pass)
    {
        var endpoint = pass.Profile >= 2
            ? secure ?? throw new LabException($"Security profile {pass.Profile} wants --secure-url: the CSMS's end point with TLS.")
            : plain ?? throw new LabException($"Security profile {pass.Profile} wants --url with ws://: the CSMS's end point without TLS.");
        return new Uri($"{endpoint.ToString().TrimEnd('/')}/{Uri.EscapeDataString(identity)}");
    }

    private async Task<string?> OpenAsync(ClientWebSocket socket, Pass pass, IReadOnlyList<string> subprotocols)
    {
        foreach (var subprotocol in subprotocols) socket.Options.AddSubProtocol(subprotocol);
        if (pass.Password is { } password) socket.Options.SetRequestHeader("Authorization", Credentials.Write(identity, password));
        if (pass.Certificate is { } own) socket.Options.ClientCertificates = [own];
        socket.Options.RemoteCertificateValidationCallback = Trusts;
        using var given = Given();
        try
        {
            await socket.ConnectAsync(Address(pass), given.Token);
            return null;
        }
        catch (OperationCanceledException silence) when (Silent(silence))
        {
            return $"it said nothing within {LongestHandshake.TotalSeconds:0} s";
        }
        catch (WebSocketException refused)
        {
            return refused.InnerException is AuthenticationException handshake ? $"{refused.Message}: {handshake.Message}" : refused.Message;
        }
    }

    private Attempt Given() => new(time, _over.Token);

    private bool Silent(Exception ended) => ended is OperationCanceledException && !_over.IsCancellationRequested;

    private bool Trusts(object sender, X509Certificate? shown, X509Chain? built, SslPolicyErrors errors)
    {
        if (roots.Count == 0) return errors == SslPolicyErrors.None;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var root in roots) chain.ChainPolicy.CustomTrustStore.Add(root);
        if (built is not null) chain.ChainPolicy.ExtraStore.AddRange(built.ChainElements.Select(element => element.Certificate).ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(new X509Certificate2(shown!));
    }

    /// <summary>The time that one handshake has; it ends with the run as well.</summary>
    private sealed class Attempt : IDisposable
    {
        private readonly CancellationTokenSource _late;
        private readonly CancellationTokenSource _either;

        public Attempt(TimeProvider time, CancellationToken over)
        {
            _late = new CancellationTokenSource(LongestHandshake, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, over);
        }

        public CancellationToken Token => _either.Token;

        public void Dispose()
        {
            _either.Dispose();
            _late.Dispose();
        }
    }
}
