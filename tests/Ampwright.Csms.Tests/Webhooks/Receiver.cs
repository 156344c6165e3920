using System.Collections.Concurrent;
using System.Net;
using Ampwright.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ampwright.Csms.Tests.Webhooks;

internal sealed record ReceivedEvent(string Body, IReadOnlyDictionary<string, string> Headers)
{
    public System.Text.Json.JsonElement Json => System.Text.Json.JsonElement.Parse(Body);

    public long Sequence => Json.GetProperty("sequence").GetInt64();

    public string Kind => Json.GetProperty("kind").GetString()!;
}

/// <summary>A real HTTP server that takes events and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var received = new ReceivedEvent(await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            Tries.Enqueue(received);
            context.Response.StatusCode = 204;
            await Answer(context, received);
            if (context.Response.StatusCode is >= 200 and < 300) Taken.Enqueue(received);
        });
    }

    /// <summary>Everything that came, whatever it was answered.</summary>
    public ConcurrentQueue<ReceivedEvent> Tries { get; } = new();

    /// <summary>What was answered with success, in the order of the answers.</summary>
    public ConcurrentQueue<ReceivedEvent> Taken { get; } = new();

    public Func<HttpContext, ReceivedEvent, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public string Url { get; private set; } = "";

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver._app.StartAsync();
        receiver.Url = receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/in";
        return receiver;
    }

    public async Task<List<ReceivedEvent>> TakenAsync(int atLeast)
    {
        await Eventually.HoldsAsync(() => Taken.Count >= atLeast, $"{atLeast} events taken");
        return [.. Taken];
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
