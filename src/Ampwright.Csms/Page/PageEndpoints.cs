using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Ampwright.Csms.Page;

/// <summary>The operators' page: a few files that the program carries in itself. To change it: the files in <c>Page/Assets</c>.</summary>
internal static class PageEndpoints
{
    private const string Marker = ".Page.Assets.";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        var assembly = typeof(PageEndpoints).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var at = resource.IndexOf(Marker, StringComparison.Ordinal);
            if (at < 0) continue;
            var name = resource[(at + Marker.Length)..];
            using var content = assembly.GetManifestResourceStream(resource)!;
            Map(routes, name == "index.html" ? "/" : $"/{name}", new PageFile(Types[Path.GetExtension(name)], Bytes(content)));
            if (name == "icon.svg") Map(routes, "/favicon.ico", new PageFile(Types[".svg"], Bytes(assembly.GetManifestResourceStream(resource)!)));
        }
    }

    private static void Map(IEndpointRouteBuilder routes, string path, PageFile file) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpResponse response) =>
        {
            // Asked for anew each time, and answered 304 while it is the same: an update of the program shows at once.
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(file.Content, file.Type, entityTag: file.Tag);
        }).AllowAnonymous().ExcludeFromDescription();

    private static byte[] Bytes(Stream content)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed record PageFile(string Type, byte[] Content)
    {
        public EntityTagHeaderValue Tag { get; } = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}\"");
    }
}
