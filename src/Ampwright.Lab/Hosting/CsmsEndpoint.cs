using System.Net;
using Ampwright.Lab.Files;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ampwright.Lab.Hosting;

/// <summary>The end point to which a station under test connects: the lab as its CSMS, with the files it is sent for, on HTTP without TLS.</summary>
internal sealed class CsmsEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _over = new();

    private CsmsEndpoint(WebApplication app) => _app = app;

    public int Port { get; private set; }

    /// <exception cref="LabException">The port is taken or the address not ours.</exception>
    public static async Task<CsmsEndpoint> StartAsync(IPAddress address, int port, StationBench bench)
    {
        var lab = SynchronizationContext.Current ?? throw new InvalidOperationException("The endpoint belongs to a lab's loop.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var endpoint = new CsmsEndpoint(app);
        app.UseWebSockets();
        app.Run(context => FileEndpoint.Concerns(context) ? FileEndpoint.ServeAsync(context, bench.Files, lab) : endpoint.AcceptAsync(context, bench, lab));
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken)
        {
            throw new LabException($"Cannot listen on {address}:{port}: {taken.Message} Name another port with --port.", taken);
        }
        endpoint.Port = new Uri(app.Urls.First()).Port;
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _app.DisposeAsync();
        _over.Dispose();
    }

    private async Task AcceptAsync(HttpContext context, StationBench bench, SynchronizationContext lab)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains("ocpp1.6"))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("A station connects here with the WebSocket subprotocol ocpp1.6.");
            return;
        }
        var handshake = new Handshake
        {
            Path = context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            Authorization = context.Request.Headers.Authorization,
            Subprotocols = [.. context.WebSockets.WebSocketRequestedProtocols],
        };
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = "ocpp1.6",
            KeepAliveInterval = PingInterval,
            KeepAliveTimeout = PingInterval,
        });
        // By the name that the station knows the lab by, it finds its files as well.
        var host = context.Request.Host.Value ?? "";
        lab.Post(_ => bench.Files.Host = host, null);
        await new WebSocketLine(socket, bench.Conversation, lab).RunAsync(handshake, _over.Token);
    }
}
