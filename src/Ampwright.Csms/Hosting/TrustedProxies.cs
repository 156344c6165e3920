using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Ampwright.Csms.Hosting;

/// <summary>
/// Reverse proxies whose word is taken for who came (X-Forwarded-For) and how (X-Forwarded-Proto). From anybody else the headers say nothing:
/// who could write his own source would escape every limit, and who could write https would stand for a station with TLS.
/// </summary>
internal static class TrustedProxies
{
    public static Option<string[]> Option { get; } = new("--trusted-proxy")
    {
        HelpName = "ADDRESS",
        Description = "IP address of a reverse proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; may be given several times",
    };

    /// <exception cref="StartException">One is no address.</exception>
    public static IReadOnlyList<IPAddress> Read(ParseResult parsed) => [.. (parsed.GetValue(Option) ?? []).Select(text => IPAddress.TryParse(text, out var address)
        ? address
        : throw new StartException($"--trusted-proxy {text} is no IP address. Give the address that the proxy connects from, such as 127.0.0.1."))];

    public static void UseTrustedProxies(this IApplicationBuilder app, CsmsOptions options)
    {
        if (options.TrustedProxies.Count == 0) return;
        // One step: what the proxy itself was told by somebody before it is not its word.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in options.TrustedProxies) forwarded.KnownProxies.Add(proxy);
        app.UseForwardedHeaders(forwarded);
    }
}
