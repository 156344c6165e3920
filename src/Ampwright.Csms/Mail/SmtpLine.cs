using System.Text;

namespace Ampwright.Csms.Mail;

/// <summary>Commands and replies of SMTP over a stream (RFC 5321, 4.2).</summary>
internal sealed class SmtpLine(Stream stream)
{
    private const int MostOfLine = 2000;
    private const int MostLines = 100;

    /// <summary>It is done; and of a recipient: it will be passed on (RFC 5321, 4.2.2).</summary>
    private const int Done = 250;
    private const int ToBePassedOn = 251;
    private readonly byte[] _buffer = new byte[4096];
    private int _at;
    private int _end;

    public Stream Stream => stream;

    /// <summary>Whether the server has said more than it was asked.</summary>
    public bool HasUnread => _at < _end;

    /// <returns>The reply's lines without their codes.</returns>
    /// <exception cref="SmtpException">The reply has another code, or is none.</exception>
    public async Task<List<string>> AskAsync(string? command, int expected, CancellationToken cancel, string? told = null)
    {
        if (command is not null)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancel);
            await stream.FlushAsync(cancel);
        }
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await ReadAsync(cancel);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code)) throw new SmtpException($"The server answered '{line}', which is no reply of SMTP.");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length > 3 && line[3] == '-') continue;
            return code == expected || (expected == Done && code == ToBePassedOn) ? lines : throw new SmtpException($"The server answered {told ?? command ?? "the connection"} with {code} {string.Join(' ', lines)}");
        }
        throw new SmtpException("The server's reply has no end.");
    }

    private async Task<string> ReadAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        while (line.Length < MostOfLine)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, await stream.ReadAsync(_buffer, cancel));
                if (_end == 0) throw new SmtpException("The server ended the connection.");
            }
            var next = (char)_buffer[_at++];
            if (next == '\n') return line.ToString().TrimEnd('\r');
            // What a server says is shown to people: nothing in it may steer a terminal.
            line.Append(next is '\r' || !char.IsControl(next) ? next : '?');
        }
        throw new SmtpException("The server's reply is too long.");
    }
}
