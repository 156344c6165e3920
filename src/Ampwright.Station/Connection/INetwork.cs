using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Station.Connection;

/// <summary>The way from a station to its CSMS.</summary>
public interface INetwork
{
    /// <summary>Opens one connection.</summary>
    /// <param name="inbound">Answers the CALLs of the CSMS; may be called from any thread.</param>
    /// <param name="cancel">Ends the attempt, and later drops the open connection without a word.</param>
    /// <exception cref="NetworkException">There is no usable connection, for whatever reason.</exception>
    Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel);

    /// <summary>Opens a plain connection to a file server; whoever asked disposes it.</summary>
    /// <exception cref="NetworkException">There is no way there.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody is there.</exception>
    Task<Stream> OpenAsync(string host, int port, CancellationToken cancel);
}

/// <summary>One open connection to the CSMS.</summary>
public interface ICsmsLink
{
    /// <summary>Completes, with the reason, when the connection has ended; it never fails.</summary>
    Task<string> Ended { get; }

    /// <summary>Sends a CALL; throws as <see cref="OcppPeer.CallAsync"/> does.</summary>
    Task<TResponse> CallAsync<TResponse>(IRequest<TResponse> request, string messageId, TimeSpan timeout)
        where TResponse : class;

    /// <summary>Says goodbye and closes.</summary>
    Task CloseAsync(string why);

    /// <summary>Drops the connection without a word, as a power cut does.</summary>
    void Abort();
}

/// <summary>What is needed to open a connection.</summary>
/// <param name="Endpoint">URL of the CSMS's endpoint; the identity is appended, percent-encoded (OCPP-J 1.6 §3.1.1).</param>
/// <param name="Password">The bytes for HTTP Basic authentication, or null for none (security whitepaper ed. 3, A00.FR.204, .205).</param>
/// <param name="PingInterval">WebSocketPingInterval; zero = no pings from us.</param>
public sealed record LinkRequest(Uri Endpoint, string Identity, ReadOnlyMemory<byte>? Password, TimeSpan PingInterval, IPeerObserver? Observer)
{
    public const string Subprotocol = "ocpp1.6";

    /// <summary>How the CSMS proves itself behind TLS; null = by the system's own roots.</summary>
    public ServerTrust? Trust { get; init; }

    /// <summary>How the station proves itself by a certificate (security profile 3); null = it does not.</summary>
    public ClientIdentity? Certificate { get; init; }

    /// <summary>The endpoint with the identity, whether or not the endpoint ends in a slash.</summary>
    public Uri Url
    {
        get
        {
            var builder = new UriBuilder(Endpoint);
            builder.Path = builder.Path.TrimEnd('/') + "/" + Uri.EscapeDataString(Identity);
            return builder.Uri;
        }
    }

    /// <summary>The value of the Authorization header: the password's raw bytes, never taken for text (OCPP-J 1.6 §6.2.2).</summary>
    public string? Authorization
    {
        get
        {
            if (Password is not { } password) return null;
            byte[] bytes = [.. System.Text.Encoding.UTF8.GetBytes(Identity), (byte)':', .. password.Span];
            return "Basic " + Convert.ToBase64String(bytes);
        }
    }
}

/// <summary>A connection could not be opened; the message says why in words for the station's trace.</summary>
public sealed class NetworkException(string message, Exception? cause = null, NetworkFault fault = NetworkFault.Unreachable)
    : Exception(message, cause)
{
    public NetworkFault Fault { get; } = fault;
}
