using Ampwright.Lab.Operation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ampwright.Lab.Tests.Operation;

/// <summary>Somebody's HTTP API, a real server: it keeps what it was asked and answers as it is told to.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Desk(WebApplication app) => _app = app;

    /// <summary>What was asked, in order: method, path with query, body, and the header X-Key where there was one.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What is answered to a request, by method and path; 204 where there is nothing.</summary>
    public Func<string, string, Task<(int Code, string Body)>> Answer { get; set; } = (_, _) => Task.FromResult((204, ""));

    public string Url { get; private set; } = "";

    public static async Task<Desk> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var desk = new Desk(app);
        app.Run(desk.ServeAsync);
        await app.StartAsync();
        desk.Url = app.Urls.First();
        return desk;
    }

    /// <summary>A mapping file of these lines in which DESK stands for the address.</summary>
    public RequestMapping Mapping(HttpClient http, string lines, IReadOnlyCollection<string> known)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, lines.Replace("DESK", Url));
            return RequestMapping.Read(http, file, known);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var target = context.Request.Path.ToUriComponent() + context.Request.QueryString;
        lock (Asked) Asked.Add($"{context.Request.Method} {target} {body} {context.Request.Headers["X-Key"]}".Trim());
        var (code, text) = await Answer($"{context.Request.Method} {target}", body);
        context.Response.StatusCode = code;
        if (text.Length > 0) await context.Response.WriteAsync(text);
    }
}
