using System.Net;
using Ampwright.Lab.Files;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Ampwright.Lab.Hosting;

/// <summary>The end point to which a station under test connects: the lab as its CSMS, with the files it is sent for, without TLS and with it.</summary>
/// <remarks>
/// <code>
/// plain port ────────────────────────────────────────────► files
/// secure port ─► ClientHello noted ─► TLS, the door's certificate ─► files, or WebSocket ─► the door ─► conversation
/// </code>
/// A handshake that breaks off before any request is a knock: the station did not like what it was shown.
/// </remarks>
internal sealed class CsmsEndpoint : IAsyncDisposable
{
    private const string Suites = "offered suites";
    private const string Asked = "a request came";
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);

    private readonly StationBench _bench;
    private readonly SynchronizationContext _lab;
    private readonly ServerCertificates _certificates;
    private readonly CancellationTokenSource _over = new();
    private WebApplication? _app;

    private CsmsEndpoint(StationBench bench, SynchronizationContext lab, ServerCertificates certificates) =>
        (_bench, _lab, _certificates) = (bench, lab, certificates);

    public int Port { get; private set; }

    public int SecurePort { get; private set; }

    /// <param name="host">The name by which the station knows the lab; its certificate bears it.</param>
    /// <exception cref="LabException">A port is taken or the address not ours.</exception>
    public static async Task<CsmsEndpoint> StartAsync(IPAddress address, int port, int securePort, string host, StationBench bench)
    {
        var lab = SynchronizationContext.Current ?? throw new InvalidOperationException("The endpoint belongs to a lab's loop.");
        var endpoint = new CsmsEndpoint(bench, lab, new ServerCertificates(bench.Certificates.Authority, host, bench.Time));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(address, securePort, listen => endpoint.Secure(listen));
        });
        var app = endpoint._app = builder.Build();
        app.UseWebSockets();
        app.Run(endpoint.ServeAsync);
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken)
        {
            throw new LabException($"Cannot listen on {address}, ports {port} and {securePort}: {taken.Message} Name others with --port and --secure-port.", taken);
        }
        endpoint.Port = PortOf(app, "http");
        endpoint.SecurePort = PortOf(app, "https");
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        if (_app is not null) await _app.DisposeAsync();
        _certificates.Dispose();
        _over.Dispose();
    }

    private static int PortOf(WebApplication app, string scheme) => app.Urls.Select(url => new Uri(url)).First(url => url.Scheme == scheme).Port;

    private void Secure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            var suites = await OfferedSuites.PeekAsync(connection);
            connection.Items[Suites] = suites;
            await next(connection);
            if (suites.Count > 0 && !connection.Items.ContainsKey(Asked)) _lab.Post(_ => _bench.Conversation.Knocked(true, "the TLS handshake broke off"), null);
        });
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = context => ValueTask.FromResult(
                _certificates.Options((IReadOnlyList<int>)context.Connection.Items[Suites]!, _bench.Door.Shows, _bench.Door.Key, _bench.Door.AsksForCertificate)),
        });
    }

    private async Task ServeAsync(HttpContext context)
    {
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryAdd(Asked, true);
        if (FileEndpoint.Concerns(context)) await FileEndpoint.ServeAsync(context, _bench.Files, _lab);
        else await AcceptAsync(context);
    }

    private async Task AcceptAsync(HttpContext context)
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
            Subprotocols = [.. context.WebSockets.WebSocketRequestedProtocols],
            TlsVersion = context.Features.Get<ITlsHandshakeFeature>()?.Protocol.ToString(),
            OfferedSuites = context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Suites, out var offered) == true ? (IReadOnlyList<int>)offered! : [],
            Certificate = context.Connection.ClientCertificate?.ExportCertificatePem(),
        };
        (handshake, var why) = await AdmitAsync(handshake, context.Request.Headers.Authorization);
        if (why is not null)
        {
            context.Response.StatusCode = handshake.TlsVersion is null || _bench.Door.Profile == 3 ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsync(why);
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = "ocpp1.6",
            KeepAliveInterval = PingInterval,
            KeepAliveTimeout = PingInterval,
        });
        // By the name that the station knows the lab by, it finds its files as well.
        var host = context.Request.Host.Value ?? "";
        var secure = context.Request.IsHttps;
        _lab.Post(_ => (_bench.Files.Host, _bench.Files.Secure) = (host, secure), null);
        await new WebSocketLine(socket, _bench.Conversation, _lab).RunAsync(handshake, _over.Token);
    }

    // Looked at and judged by one state of the door.
    private Task<(Handshake Handshake, string? Why)> AdmitAsync(Handshake handshake, string? authorization)
    {
        var answer = new TaskCompletionSource<(Handshake, string?)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _lab.Post(
            _ =>
            {
                var looked = handshake with { Credentials = _bench.Door.Look(authorization) };
                answer.SetResult((looked, _bench.Admit(looked)));
            },
            null);
        return answer.Task;
    }
}
