namespace Ampwright.Csms.Files;

/// <summary>Where a station reaches this program by HTTP.</summary>
/// <param name="Root">Scheme, host and port, and a path where a proxy has one before ours.</param>
/// <param name="ByOurTls">The connection is secured up to this program itself: what a link of it is asked by must be too.</param>
internal sealed record ReachedAt(Uri Root, bool ByOurTls)
{
    /// <param name="context">The station's own way in.</param>
    /// <param name="publicUrl">What the operator says instead.</param>
    public static ReachedAt Of(HttpContext context, Uri? publicUrl)
    {
        if (publicUrl is not null) return new ReachedAt(publicUrl, ByOurTls: false);
        var scheme = context.Request.IsHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        if (context.Request.Host is { HasValue: true } host && Uri.TryCreate($"{scheme}://{host.ToUriComponent()}", UriKind.Absolute, out var named) && named.PathAndQuery == "/")
            return new ReachedAt(named, context.Request.IsHttps);
        return new ReachedAt(new UriBuilder(scheme, $"{context.Connection.LocalIpAddress}", context.Connection.LocalPort).Uri, context.Request.IsHttps);
    }

    public string Address(string path) => $"{Root.AbsoluteUri.TrimEnd('/')}{path}";
}
