using System.Net;
using System.Net.Sockets;

namespace Ampwright.Csms.Webhooks;

/// <summary>
/// The way to the targets. A name is resolved when the connection is made, and the connection goes to the very address that was looked
/// at, so that a name cannot point elsewhere a moment later; redirects are not followed, a proxy is not asked.
/// </summary>
internal sealed class WebhookTarget : IDisposable
{
    private readonly WebhookOptions _options;
    private readonly HttpClient _http;

    public WebhookTarget(WebhookOptions options)
    {
        _options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = options.Timeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 16,
            ConnectCallback = async (context, cancel) => await ConnectAsync(context.DnsEndPoint, cancel),
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <returns>What is wrong with the address; null when it may be used. Where it leads is looked at again at each connection.</returns>
    public string? Fault(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https")) return "Give an address that begins with https://.";
        if (url!.Length > 500) return "It has more than 500 characters.";
        if (target.UserInfo.Length > 0) return "Leave user and password out: the signature proves who sends.";
        if (target.Fragment.Length > 0) return "Leave the part from '#' on out: it is never sent.";
        if (_options.PrivateTargets) return null;
        if (target.Scheme != "https") return "Give an https address; plain http is for private networks, where --webhooks-to-private-networks allows it.";
        return IPAddress.TryParse(target.DnsSafeHost, out var address) && !PublicAddress.Is(address) ? Private(target.DnsSafeHost) : null;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel) =>
        // The body of the answer is not read: it may be endless.
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);

    public void Dispose() => _http.Dispose();

    private async Task<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancel);
        var allowed = _options.PrivateTargets ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0) throw new HttpRequestException(addresses.Length == 0 ? $"The name {target.Host} leads nowhere." : Private(target.Host));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Private(string host) =>
        $"{host} is on this machine or in a private network; --webhooks-to-private-networks allows such targets.";
}
