using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Ampwright.Csms.Hosting;

/// <summary>
/// The program's ports, held from before anything is written: a start that finds one taken has changed nothing and told no password.
/// Whoever connects early waits until the web server, which takes the sockets over, accepts.
/// </summary>
internal sealed class ListenSockets : IDisposable
{
    private const int Backlog = 512;
    private readonly Dictionary<EndPoint, Socket> _held = [];

    private ListenSockets()
    {
    }

    /// <exception cref="StartException">A port is taken, forbidden, or the address is none of this machine's.</exception>
    public static ListenSockets Hold(CsmsOptions options)
    {
        var sockets = new ListenSockets();
        try
        {
            sockets.Plain = sockets.Hold(options.Listen, options.Port, "--listen", "--port");
            if (options.Tls is { } tls) sockets.Secure = sockets.Hold(tls.Listen, tls.Port, "--tls-listen", "--tls-port");
            return sockets;
        }
        catch
        {
            sockets.Dispose();
            throw;
        }
    }

    /// <summary>Where HTTP and WebSockets without TLS are served; the port is the one the system chose where 0 was asked for.</summary>
    public IPEndPoint Plain { get; private set; } = null!;

    /// <summary>Where TLS is served; null when it is not.</summary>
    public IPEndPoint? Secure { get; private set; }

    /// <summary>The socket held for the address.</summary>
    public Socket Take(EndPoint at) => _held[at];

    public void Dispose()
    {
        foreach (var socket in _held.Values) socket.Dispose();
    }

    private IPEndPoint Hold(IPAddress address, int port, string addressOption, string portOption)
    {
        var asked = new IPEndPoint(address, port);
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(asked);
            // Bound alone does not hold it: another program could be bound too, and listen first.
            socket.Listen(Backlog);
            var at = (IPEndPoint)socket.LocalEndPoint!;
            _held[at] = socket;
            return at;
        }
        catch (SocketException failure)
        {
            throw new StartException(failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"Port {port} on {address} is in use. Stop the program that holds it, or choose another with {portOption} (0 takes a free one).",
                SocketError.AccessDenied => $"This user may not listen on port {port}. Choose one from 1024 up with {portOption}.",
                SocketError.AddressNotAvailable => $"{address} is no address of this machine. Choose one that is with {addressOption}.",
                _ => $"Cannot listen on {address} port {port}: {failure.Message}. Choose another with {addressOption} or {portOption}.",
            }, failure);
        }
    }
}
