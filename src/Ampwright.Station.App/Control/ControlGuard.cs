using System.Net;

namespace Ampwright.Station.App.Control;

/// <summary>
/// The control API has no password, so a web page open in a browser on this machine must not reach it: the Host header has to be an address
/// or <c>localhost</c> (a name rebound to this machine is neither), an Origin has to be our own, and what changes anything has to be JSON,
/// which a page of another origin cannot send unasked.
/// </summary>
internal static class ControlGuard
{
    public static void UseControlGuard(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (!IsOwnHost(request.Host.Host))
        {
            throw new ControlException(
                StatusCodes.Status403Forbidden, $"The name {request.Host.Host} is not served here. Use an IP address or localhost.");
        }

        if (request.Headers.Origin is [{ } origin] && !IsOwnOrigin(origin, request))
            throw new ControlException(StatusCodes.Status403Forbidden, $"Requests of pages from {origin} are not served.");
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !request.HasJsonContentType())
        {
            throw new ControlException(
                StatusCodes.Status415UnsupportedMediaType, "Send JSON with the header Content-Type: application/json; {} where there is nothing to say.");
        }

        await next(context);
    });

    private static bool IsOwnHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static bool IsOwnOrigin(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && from.Scheme == Uri.UriSchemeHttp
        && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
