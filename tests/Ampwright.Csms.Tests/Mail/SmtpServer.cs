using System.Globalization;
using System.Text;
using Ampwright.Csms.Tests.TransportSecurity;
using Ampwright.TestKit.Programs;

namespace Ampwright.Csms.Tests.Mail;

/// <summary>
/// Debian's <c>aiosmtpd</c> on loopback, which keeps what it takes as files. It wants <see cref="User"/> and <see cref="Password"/> once there is TLS, knows no
/// mailbox that begins with nobody, and is ended by its process id.
/// </summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "csms";
    public const string Password = "p\u00e4ss w:rd";

    private const string Program = "/usr/bin/python3";
    private const string Code = """
        import asyncio, os, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
        folder, port, mode = sys.argv[1], int(sys.argv[2]), sys.argv[3]
        class Keep:
            count = 0
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('nobody'): return '550 5.1.1 There is no such mailbox'
                envelope.rcpt_tos.append(address)
                return '250 2.1.5 OK'
            async def handle_DATA(self, server, session, envelope):
                Keep.count += 1
                name = os.path.join(folder, '%04d' % Keep.count)
                user = session.auth_data.login.decode() if session.auth_data else '-'
                secure = 'yes' if server.transport.get_extra_info('sslcontext') else 'no'
                with open(name + '.part', 'wb') as file:
                    file.write(('%s %s %s %s\r\n' % (envelope.mail_from, ','.join(envelope.rcpt_tos), user, secure)).encode() + envelope.content)
                os.rename(name + '.part', name + '.mail')
                return '250 2.0.0 Kept'
        def prove(server, session, envelope, mechanism, data):
            right = isinstance(data, LoginPassword) and data.login == b'csms' and data.password == 'p\u00e4ss w:rd'.encode()
            return AuthResult(success=right, handled=False, auth_data=data)
        tls = None
        if mode != 'None':
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(os.path.join(folder, 'server.pem'))
        starts, wants = mode == 'StartTls', mode != 'None'
        def make():
            return SMTP(Keep(), hostname='mail.test', loop=loop, tls_context=tls if starts else None, require_starttls=starts, auth_required=wants,
                        auth_require_tls=starts, authenticator=prove if wants else None, auth_exclude_mechanism=[m for m in sys.argv[4:]])
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(loop.create_server(make, '127.0.0.1', port, ssl=tls if mode == 'Tls' else None))
        print('listens', server.sockets[0].getsockname()[1], flush=True)
        loop.run_forever()
        """;

    private readonly RunningProgram _program;
    private readonly TestAuthority _authority;
    private readonly TemporaryFolder _folder;

    private SmtpServer(RunningProgram program, TestAuthority authority, TemporaryFolder folder, int port, string mode) =>
        (_program, _authority, _folder, Port, Mode) = (program, authority, folder, port, mode);

    public int Port { get; }

    public string Mode { get; }

    /// <param name="mode">StartTls, Tls or None.</param>
    /// <param name="port">0: any.</param>
    /// <param name="without">Ways of proving that it does not offer.</param>
    public static async Task<SmtpServer> StartAsync(string mode = "StartTls", int port = 0, params string[] without)
    {
        if (!IsInstalled) Assert.Skip("aiosmtpd is not installed: apt-get install python3-aiosmtpd");
        var (authority, folder) = (new TestAuthority(), new TemporaryFolder());
        using (var certificate = authority.Issue("localhost")) await File.WriteAllTextAsync(folder["server.pem"], TestAuthority.Pem(certificate));
        var program = RunningProgram.Start("aiosmtpd", Program, ["-c", Code, folder[""], port.ToString(CultureInfo.InvariantCulture), mode, .. without]);
        var line = await program.LineAsync(text => text.StartsWith("listens ", StringComparison.Ordinal), "it listens");
        return new SmtpServer(program, authority, folder, int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), mode);
    }

    /// <summary>As PUT /api/v1/mail-settings takes it.</summary>
    public string Settings(string? security = null, string password = Password, bool trusted = true, bool user = true)
    {
        var root = trusted && Mode != "None" ? $"\"{_authority.Root.ExportCertificatePem().Replace("\n", "\\n", StringComparison.Ordinal)}\"" : "null";
        var proof = user && Mode != "None" ? $$""","user":"{{User}}","password":"{{password}}" """ : "";
        return $$"""{"host":"localhost","port":{{Port}},"security":"{{security ?? Mode}}","from":"csms@test.example","root":{{root}}{{proof}}}""";
    }

    /// <summary>What it has taken, in order.</summary>
    public List<ReceivedMail> Mails => [.. Directory.GetFiles(_folder[""], "*.mail").Order(StringComparer.Ordinal).Select(file => ReceivedMail.Of(File.ReadAllText(file)))];

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private static bool IsInstalled => File.Exists(Program) && Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd");
}

/// <param name="Envelope">Sender, receivers, who proved himself, whether it came by TLS.</param>
internal sealed record ReceivedMail(string Envelope, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public string Subject => string.Concat(Headers["Subject"].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2]))));

    public static ReceivedMail Of(string file)
    {
        var first = file.IndexOf("\r\n", StringComparison.Ordinal);
        var end = file.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = file[(first + 2)..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        return new ReceivedMail(file[..first], headers, Encoding.UTF8.GetString(Convert.FromBase64String(file[(end + 4)..].Replace("\r\n", "", StringComparison.Ordinal))));
    }
}
