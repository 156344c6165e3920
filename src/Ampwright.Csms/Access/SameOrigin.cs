namespace Ampwright.Csms.Access;

/// <summary>Keeps other sites from acting with a visitor's session: besides SameSite=Strict, what changes something must say where it comes from.</summary>
internal static class SameOrigin
{
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return true;
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0) return request.Headers["Sec-Fetch-Site"] == "same-origin";
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>For requests without a session: a browser always says where it comes from, a program need not.</summary>
    public static bool AllowsUnlessProgram(HttpRequest request) =>
        (request.Headers.Origin.Count == 0 && request.Headers["Sec-Fetch-Site"].Count == 0) || Allows(request);
}
