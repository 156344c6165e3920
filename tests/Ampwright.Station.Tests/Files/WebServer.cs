using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ampwright.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ampwright.Station.Tests.Files;

/// <summary>A real web server on loopback that hands out and takes files, and fails as a test wants.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>By the name localhost.</summary>
    public Uri Address { get; }

    /// <summary>By path, with the leading slash.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>Method, path and Range of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<string?> Authorizations { get; } = new();

    /// <summary>Asked before anything else: a status to answer with; null goes on.</summary>
    public Func<HttpContext, int?> Refuse { get; set; } = static _ => null;

    /// <summary>How many bytes of a file go out before the line breaks; null = all. Counts down with each break.</summary>
    public Queue<int> Breaks { get; } = new();

    /// <summary>How much the other side has; a line breaks only once what was sent is there.</summary>
    public Func<long>? Received { get; set; }

    /// <summary>Completes when a download may go on beyond its first half; null = at once.</summary>
    public Task? Hold { get; set; }

    public string Version { get; set; } = "\"one\"";

    /// <summary>Whether it hands out parts of files.</summary>
    public bool HasRanges { get; set; } = true;

    /// <summary>It hands out the part that begins so many bytes after the one that was asked for.</summary>
    public int Astray { get; set; }

    public static async Task<WebServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        WebServer? server = null;
        app.Run(context => server!.AnswerAsync(context));
        await app.StartAsync();
        var port = new Uri(app.Urls.Single()).Port;
        return server = new WebServer(app, new Uri($"{(certificate is null ? "http" : "https")}://localhost:{port}/"));
    }

    public string At(string path) => new Uri(Address, path).AbsoluteUri;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Path.Value!;
        Requests.Enqueue($"{request.Method} {path} {request.Headers.Range}".TrimEnd());
        Authorizations.Enqueue(request.Headers.Authorization);
        if (Refuse(context) is { } status)
        {
            response.StatusCode = status;
            return;
        }
        if (request.Method == "PUT")
        {
            Files[path] = await BodyAsync(request.Body);
            response.StatusCode = 201;
        }
        else if (request.Method == "POST" && request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            foreach (var file in form.Files) Files[$"{path.TrimEnd('/')}/{file.FileName}"] = await BodyAsync(file.OpenReadStream());
        }
        else if (Files.TryGetValue(path, out var content))
        {
            await HandOutAsync(context, content);
        }
        else
        {
            response.StatusCode = 404;
        }
    }

    private async Task HandOutAsync(HttpContext context, byte[] content)
    {
        var response = context.Response;
        var from = 0;
        if (HasRanges && context.Request.GetTypedHeaders().Range?.Ranges.Single().From is { } start && context.Request.Headers.IfRange == Version)
        {
            from = (int)start + Astray;
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }
        response.Headers.ETag = Version;
        response.ContentLength = content.Length - from;
        var rest = content.AsMemory(from);
        if (Breaks.TryDequeue(out var most))
        {
            await response.Body.WriteAsync(rest[..most]);
            await response.Body.FlushAsync();
            if (Received is { } received) await Eventually.HoldsAsync(() => received() >= from + most, "what was sent has arrived");
            context.Abort();
            return;
        }
        if (Hold is { } hold)
        {
            await response.Body.WriteAsync(rest[..(rest.Length / 2)]);
            await response.Body.FlushAsync();
            await hold.WaitAsync(context.RequestAborted);
            rest = rest[(rest.Length / 2)..];
        }
        await response.Body.WriteAsync(rest);
    }

    private static async Task<byte[]> BodyAsync(Stream body)
    {
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole);
        return whole.ToArray();
    }
}
