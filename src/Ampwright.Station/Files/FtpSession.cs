using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Ampwright.Station.Connection;

namespace Ampwright.Station.Files;

/// <summary>
/// A control connection to an FTP server: RFC 959, 2428 (EPSV), 3659 (SIZE, MDTM, REST), 4217 (TLS). Passive only, and data connections go to
/// the server itself whatever address it names.
/// </summary>
internal sealed class FtpSession : IAsyncDisposable
{
    private const int ImplicitTlsPort = 990;
    private const int DefaultPort = 21;
    private const int LongestLine = 4_096;

    private readonly INetwork _network;
    private readonly FileLocation _at;
    private readonly SslClientAuthenticationOptions? _tls;
    private readonly StallGuard _stall;
    private readonly byte[] _buffer = new byte[LongestLine];
    private readonly byte[] _drained = new byte[512];
    private int _filled;
    private Stream _control;

    private FtpSession(INetwork network, FileLocation at, SslClientAuthenticationOptions? tls, StallGuard stall, Stream control) =>
        (_network, _at, _tls, _stall, _control) = (network, at, tls, stall, control);

    private string Host => _at.Address.Host;

    /// <summary>Connects and signs in: 1 greeting, 2 TLS, 3 user, 4 protection of data, 5 binary.</summary>
    public static async Task<FtpSession> OpenAsync(INetwork network, FileLocation at, FileTls tls, StallGuard stall)
    {
        var port = at.Address.Port > 0 ? at.Address.Port : DefaultPort;
        var control = await network.OpenAsync(at.Address.Host, port, stall.Token).ConfigureAwait(false);
        // One object for all connections of the session: servers want data connections to resume the control connection's TLS session.
        var session = new FtpSession(network, at, at.IsSecured ? tls.For(at.Address.Host) : null, stall, control);
        try
        {
            await session.BeginAsync(port).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a command and returns the reply, whatever it is.</summary>
    public async Task<FtpReply> AskAsync(string command)
    {
        await _control.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), _stall.Token).ConfigureAwait(false);
        return await ReadReplyAsync().ConfigureAwait(false);
    }

    /// <exception cref="TransferException">The server refuses.</exception>
    public async Task<FtpReply> NeedAsync(string command)
    {
        var reply = await AskAsync(command).ConfigureAwait(false);
        return reply.IsPositive ? reply : throw reply.Failure(_at.Shown);
    }

    /// <summary>The length of a file; null = the server does not say, or there is none.</summary>
    public async Task<long?> SizeAsync(string path) =>
        await AskAsync($"SIZE {path}").ConfigureAwait(false) is { Code: 213 } reply && long.TryParse(reply.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;

    /// <summary>Whether the server can leave out so many bytes in front; it is told again right before the command it is for.</summary>
    public async Task<bool> RestartsAsync(long at) => (await AskAsync(Restart(at)).ConfigureAwait(false)).Code == 350;

    /// <summary>Opens a data connection for a command, moves the data, and waits for the server to confirm.</summary>
    /// <param name="restartAt">Bytes to leave out in front; 0 = none.</param>
    public async Task TransferAsync(string command, long restartAt, Func<Stream, Task> move)
    {
        var port = await PassivePortAsync().ConfigureAwait(false);
        if (restartAt > 0) await NeedAsync(Restart(restartAt)).ConfigureAwait(false);
        var plain = await _network.OpenAsync(Host, port, _stall.Token).ConfigureAwait(false);
        await using (plain.ConfigureAwait(false))
        {
            await NeedAsync(command).ConfigureAwait(false);
            if (_tls is null)
            {
                await move(plain).ConfigureAwait(false);
            }
            else
            {
                using var secured = new SslStream(plain, leaveInnerStreamOpen: true);
                await secured.AuthenticateAsClientAsync(_tls, _stall.Token).ConfigureAwait(false);
                try
                {
                    await move(secured).ConfigureAwait(false);
                }
                catch (IOException hungUp) when (hungUp.InnerException is SocketException)
                {
                    // Why is said on the control connection.
                    await plain.DisposeAsync().ConfigureAwait(false);
                    var why = await ReadReplyAsync().ConfigureAwait(false);
                    if (!why.IsPositive) throw why.Failure(_at.Shown);
                    throw;
                }
                // Without the goodbye of TLS a server must take the file for cut off.
                await secured.ShutdownAsync().ConfigureAwait(false);
                await DrainAsync(plain).ConfigureAwait(false);
            }
        }
        var end = await ReadReplyAsync().ConfigureAwait(false);
        if (!end.IsPositive) throw end.Failure(_at.Shown);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _control.WriteAsync("QUIT\r\n"u8.ToArray(), _stall.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It was a courtesy.
        }
        await _control.DisposeAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(int port)
    {
        // 1, 2
        if (_tls is not null && port == ImplicitTlsPort) await SecureAsync().ConfigureAwait(false);
        var greeting = await ReadReplyAsync().ConfigureAwait(false);
        if (greeting.Code == 120) greeting = await ReadReplyAsync().ConfigureAwait(false);
        if (!greeting.IsPositive) throw greeting.Failure(_at.Shown);
        if (_tls is not null && port != ImplicitTlsPort)
        {
            var answer = await AskAsync("AUTH TLS").ConfigureAwait(false);
            if (!answer.IsPositive) throw new TransferException(TransferFault.NotSupported, $"{_at.Shown}: the server has no TLS (FTP {answer.Code})");
            await SecureAsync().ConfigureAwait(false);
        }

        // 3
        var user = await NeedAsync($"USER {_at.User ?? "anonymous"}").ConfigureAwait(false);
        if (user.Code == 331) await NeedAsync($"PASS {_at.Password ?? (_at.User is null ? "anonymous@" : "")}").ConfigureAwait(false);

        // 4
        if (_tls is not null)
        {
            await NeedAsync("PBSZ 0").ConfigureAwait(false);
            await NeedAsync("PROT P").ConfigureAwait(false);
        }

        // 5
        await NeedAsync("TYPE I").ConfigureAwait(false);
    }

    private static string Restart(long at) => $"REST {at.ToString(CultureInfo.InvariantCulture)}";

    private async Task SecureAsync()
    {
        if (_filled > 0) throw new TransferException(TransferFault.Failed, $"{_at.Shown}: the server sent something before TLS began");
        var secured = new SslStream(_control);
        await secured.AuthenticateAsClientAsync(_tls!, _stall.Token).ConfigureAwait(false);
        _control = secured;
    }

    // What the server still sent (session tickets, its goodbye) has to be taken off the line: closing over it would be a reset, and the server would
    // take the file for cut off.
    private async Task DrainAsync(Stream plain)
    {
        try
        {
            while (await plain.ReadAsync(_drained, _stall.Token).ConfigureAwait(false) > 0) _stall.Alive();
        }
        catch (IOException)
        {
            // It is closed; the reply on the control connection says what it was worth.
        }
    }

    private async Task<int> PassivePortAsync()
    {
        var extended = await AskAsync("EPSV").ConfigureAwait(false);
        if (extended.Code == 229 && extended.Text.Split('|') is { Length: >= 5 } parts && IsPort(parts[^2], out var port)) return port;
        var passive = await NeedAsync("PASV").ConfigureAwait(false);
        // "227 … (h1,h2,h3,h4,p1,p2)": the address is not used, a hostile server must not send us elsewhere.
        var numbers = passive.Text.Split(',');
        if (numbers.Length >= 6 && IsByte(numbers[^2], out var high) && IsByte(new string([.. numbers[^1].TakeWhile(char.IsAsciiDigit)]), out var low) && high * 256 + low > 0)
            return high * 256 + low;
        throw new TransferException(TransferFault.Failed, $"{_at.Shown}: the server names no port for the data");
    }

    private async Task<FtpReply> ReadReplyAsync()
    {
        var first = await ReadLineAsync().ConfigureAwait(false);
        if (first.Length < 3 || !int.TryParse(first.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            throw new TransferException(TransferFault.Failed, $"{_at.Shown}: the server does not speak FTP");
        var text = first.Length > 4 ? first[4..] : "";
        if (first.Length > 3 && first[3] == '-')
        {
            // Several lines, the last of which begins with the code and a blank.
            for (var lines = 0; ; lines++)
            {
                var line = await ReadLineAsync().ConfigureAwait(false);
                if (line.StartsWith($"{code} ", StringComparison.Ordinal)) break;
                if (lines > 200) throw new TransferException(TransferFault.Failed, $"{_at.Shown}: the server's reply does not end");
            }
        }
        return new FtpReply(code, text);
    }

    private async Task<string> ReadLineAsync()
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, 0, end).TrimEnd('\r');
                _buffer.AsSpan(end + 1, _filled - end - 1).CopyTo(_buffer);
                _filled -= end + 1;
                return line;
            }
            if (_filled == LongestLine) throw new TransferException(TransferFault.Failed, $"{_at.Shown}: the server's line does not end");
            var length = await _control.ReadAsync(_buffer.AsMemory(_filled), _stall.Token).ConfigureAwait(false);
            if (length == 0) throw new TransferException(TransferFault.Unreachable, $"{_at.Shown}: the server hung up");
            _stall.Alive();
            _filled += length;
        }
    }

    private static bool IsByte(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= 255;

    private static bool IsPort(string text, out int port) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
