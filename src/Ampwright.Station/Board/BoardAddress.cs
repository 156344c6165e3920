using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ampwright.Station.Board.Streams;

namespace Ampwright.Station.Board;

/// <summary>Where a controller board is: a serial device, <c>/dev/ttyUSB0</c> or <c>/dev/ttyUSB0@57600</c>, or <c>tcp://host:port</c>.</summary>
public sealed class BoardAddress
{
    private const int DefaultBaud = 115_200;
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);
    private readonly Func<CancellationToken, Task<Stream>> _open;
    private readonly string _text;

    private BoardAddress(string text, Func<CancellationToken, Task<Stream>> open) => (_text, _open) = (text, open);

    /// <summary>Null = it is not an address; <paramref name="wrong"/> says why and what one looks like.</summary>
    public static BoardAddress? Parse(string text, TimeProvider time, out string? wrong)
    {
        wrong = null;
        if (text.StartsWith("tcp://", StringComparison.Ordinal))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Host.Length: > 0, Port: > 0, PathAndQuery: "/" or "", UserInfo: "" })
                return new BoardAddress(text, stop => ConnectAsync(uri, time, stop));
            wrong = $"{text} is no TCP address. Give one like tcp://127.0.0.1:9000.";
            return null;
        }

        var (path, baud) = (text, DefaultBaud);
        if (text.LastIndexOf('@') is > 0 and var at && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var rate))
        {
            (path, baud) = (text[..at], rate);
            if (!TerminalDevice.BaudRates.Contains(rate))
            {
                wrong = $"{text}: a board talks at one of {string.Join(", ", TerminalDevice.BaudRates)} baud.";
                return null;
            }
        }

        if (path.StartsWith('/')) return new BoardAddress(text, _ => OpenAsync(path, baud));
        wrong = $"{text} is neither a serial device nor a TCP address. Give one like /dev/ttyUSB0, /dev/ttyUSB0@57600 or tcp://127.0.0.1:9000.";
        return null;
    }

    /// <exception cref="IOException">It cannot be opened, in words that say what to do.</exception>
    public Task<Stream> OpenAsync(CancellationToken stop) => _open(stop);

    public override string ToString() => _text;

    private static Task<Stream> OpenAsync(string path, int baud)
    {
        try
        {
            return Task.FromResult(TerminalDevice.Open(path, baud));
        }
        catch (IOException failure)
        {
            return Task.FromException<Stream>(failure);
        }
    }

    private static async Task<Stream> ConnectAsync(Uri uri, TimeProvider time, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(ConnectTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(uri.Host.Trim('[', ']'), uri.Port), either.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw new IOException($"Nothing answers at {uri.Host} port {uri.Port}{(failure is SocketException ? $": {failure.Message}" : "")}.", failure);
        }
    }
}
