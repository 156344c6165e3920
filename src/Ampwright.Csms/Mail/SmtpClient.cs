using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ampwright.Csms.Mail;

/// <summary>
/// Hands one mail to a server (RFC 5321), as a client that submits (RFC 6409):
/// <code>
///   connect ─► TLS at once, or EHLO, STARTTLS, TLS ─► EHLO ─► AUTH PLAIN or LOGIN ─► MAIL, RCPT, DATA ─► QUIT
/// </code>
/// Of its own, because System.Net.Mail knows no TLS from the first byte, cannot be told whom to trust, and its makers advise against it.
/// </summary>
internal sealed class SmtpClient(TimeProvider time)
{
    /// <summary>For all of it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <exception cref="SmtpException">The server was not reached, or did not take it.</exception>
    public async Task SendAsync(MailServer server, string? password, MailMessage message, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(server.Host, server.Port, either.Token);
            await HandOverAsync(server, password, message, socket.GetStream(), either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SmtpException($"{server.Host}:{server.Port} did not take the mail within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            throw new SmtpException($"{server.Host}:{server.Port}: {failure.Message}", failure);
        }
        catch (AuthenticationException failure)
        {
            throw new SmtpException($"The certificate of {server.Host} is not trusted: {failure.Message}", failure);
        }
    }

    private async Task HandOverAsync(MailServer server, string? password, MailMessage message, Stream socket, CancellationToken cancel)
    {
        if (server.Security == MailSecurity.Tls) socket = await EncryptAsync(server, socket, cancel);
        var line = new SmtpLine(socket);
        await line.AskAsync(null, 220, cancel);
        var offers = await GreetAsync(line, cancel);
        if (server.Security == MailSecurity.StartTls)
        {
            if (!offers.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase)) throw new SmtpException($"{server.Host} does not offer STARTTLS, and mail is not sent without.");
            await line.AskAsync("STARTTLS", 220, cancel);
            // What was said before TLS and is read after it could be anybody's.
            if (line.HasUnread) throw new SmtpException("The server said more before TLS than it was asked.");
            line = new SmtpLine(await EncryptAsync(server, socket, cancel));
            offers = await GreetAsync(line, cancel);
        }
        await using var open = line.Stream;
        if (server.User is { } user) await ProveAsync(line, offers, user, password, server, cancel);
        await line.AskAsync($"MAIL FROM:<{message.From}>", 250, cancel);
        await line.AskAsync($"RCPT TO:<{message.To}>", 250, cancel);
        await line.AskAsync("DATA", 354, cancel);
        await line.AskAsync(message.ToWire(time.GetUtcNow()) + ".", 250, cancel, told: "the mail");
        await QuitAsync(line, cancel);
    }

    // The mail is taken: whatever comes of the goodbye changes nothing.
    private static async Task QuitAsync(SmtpLine line, CancellationToken cancel)
    {
        try
        {
            await line.AskAsync("QUIT", 221, cancel);
        }
        catch (Exception ended) when (ended is SmtpException or IOException or SocketException or OperationCanceledException)
        {
            // It ended the connection first, or says nothing more.
        }
    }

    private static Task<List<string>> GreetAsync(SmtpLine line, CancellationToken cancel) => line.AskAsync("EHLO [127.0.0.1]", 250, cancel);

    private static async Task ProveAsync(SmtpLine line, List<string> offers, string user, string? password, MailServer server, CancellationToken cancel)
    {
        if (server.Security == MailSecurity.None) throw new SmtpException("No password is told over a connection that anybody can read: use StartTls or Tls.");
        if (password is null) throw new SmtpException("The password of the mail server cannot be read: it was sealed with another key. Set it again.");
        var ways = offers.Where(offer => offer.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)).SelectMany(offer => offer.ToUpperInvariant().Split(' ', '=')).ToHashSet();
        if (ways.Contains("PLAIN"))
        {
            await line.AskAsync($"AUTH PLAIN {Text($"\0{user}\0{password}")}", 235, cancel, told: "the password");
        }
        else if (ways.Contains("LOGIN"))
        {
            await line.AskAsync("AUTH LOGIN", 334, cancel);
            await line.AskAsync(Text(user), 334, cancel, told: "the user");
            await line.AskAsync(Text(password), 235, cancel, told: "the password");
        }
        else
        {
            throw new SmtpException($"{server.Host} offers neither AUTH PLAIN nor AUTH LOGIN.");
        }

        static string Text(string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
    }

    private static async Task<SslStream> EncryptAsync(MailServer server, Stream socket, CancellationToken cancel)
    {
        var secure = new SslStream(socket);
        var options = new SslClientAuthenticationOptions { TargetHost = server.Host };
        if (server.Root is { } pem)
        {
            // Its own roots have no place that tells what was revoked.
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.ImportFromPem(pem);
        }
        await secure.AuthenticateAsClientAsync(options, cancel);
        return secure;
    }
}
