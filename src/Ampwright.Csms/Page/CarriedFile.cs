using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ampwright.Csms.Page;

/// <summary>A file that the program carries in itself; what shrinks is carried compressed, under its name with <c>.gz</c>, and sent so to whoever takes it.</summary>
internal sealed class CarriedFile
{
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary();

    private readonly byte[] _content;
    private readonly bool _compressed;
    private readonly string _type;
    private readonly EntityTagHeaderValue _tag;
    private readonly EntityTagHeaderValue _tagOfWhole;

    private CarriedFile(string name, byte[] content)
    {
        _content = content;
        _compressed = name.EndsWith(".gz", StringComparison.Ordinal);
        _type = Types[Path.GetExtension(Path.ChangeExtension(name, _compressed ? null : Path.GetExtension(name)))];
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..16];
        (_tag, _tagOfWhole) = (new EntityTagHeaderValue($"\"{hash}\""), new EntityTagHeaderValue($"\"{hash}-whole\""));
    }

    /// <summary>Those whose resource's name holds the marker, by what follows it, without <c>.gz</c>.</summary>
    public static FrozenDictionary<string, CarriedFile> All(string marker)
    {
        var assembly = typeof(CarriedFile).Assembly;
        var files = new Dictionary<string, CarriedFile>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var at = resource.IndexOf(marker, StringComparison.Ordinal);
            if (at < 0) continue;
            using var content = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            var file = new CarriedFile(resource, bytes);
            files.Add(file._compressed ? resource[(at + marker.Length)..^3] : resource[(at + marker.Length)..], file);
        }
        return files.ToFrozenDictionary();
    }

    /// <param name="context">Of the request for it.</param>
    /// <param name="kept">What Cache-Control says.</param>
    public Task SendAsync(HttpContext context, string kept)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = kept;
        if (!_compressed) return TypedResults.Bytes(_content, _type, entityTag: _tag).ExecuteAsync(context);
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesGzip(context.Request.Headers.AcceptEncoding)) return TypedResults.Bytes(Whole(), _type, entityTag: _tagOfWhole).ExecuteAsync(context);
        headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(_content, _type, entityTag: _tag).ExecuteAsync(context);
    }

    private static bool TakesGzip(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var codings) && codings.Any(coding => coding.Value == "gzip" && coding.Quality is null or > 0);

    private byte[] Whole()
    {
        using var whole = new MemoryStream();
        using var compressed = new GZipStream(new MemoryStream(_content), CompressionMode.Decompress);
        compressed.CopyTo(whole);
        return whole.ToArray();
    }
}
