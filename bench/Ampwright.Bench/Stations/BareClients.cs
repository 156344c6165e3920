using System.Net.WebSockets;
using Ampwright.Bench.Load;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Stations;

/// <summary>What stations are compared with: ClientWebSockets that wait for a message and do nothing else, in a process with or without a page.</summary>
internal sealed class BareClients : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private BareClients(RunningProgram program)
    {
        _program = program;
        Process = new ServerProcess(program.Id);
    }

    public ServerProcess Process { get; }

    /// <param name="page">Kestrel serves a page beside.</param>
    public static async Task<BareClients> StartAsync(DecentCsms csms, int count, bool page)
    {
        var program = RunningProgram.StartAssembly(
            "bare clients", typeof(BareClients).Assembly.Location, [BenchCommand.ServeClients, $"{csms.Address}", $"{count}", $"{page}"], Cores.OfServers);
        await Eventually.HoldsAsync(() => program.HasExited ? throw new InvalidOperationException($"{program}") : csms.Connected == count, $"{count} clients are connected", TimeSpan.FromMinutes(5));
        return new BareClients(program);
    }

    /// <summary>The process itself; lives until its standard input ends.</summary>
    public static async Task<int> RunAsync(string endpoint, int count, bool page)
    {
        await using var app = page ? Page() : null;
        if (app is not null) await app.StartAsync();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false });
        var sockets = new List<ClientWebSocket>();
        for (var number = 1; number <= count; number++)
        {
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("ocpp1.6");
            await socket.ConnectAsync(new Uri($"{endpoint}/BARE-{number}"), http, CancellationToken.None);
            sockets.Add(socket);
            _ = WaitAsync(socket);
        }

        await Console.In.ReadToEndAsync();
        foreach (var socket in sockets) socket.Dispose();
        return 0;
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static WebApplication Page()
    {
        var app = LoopbackServer.Build();
        app.Run(context => context.Response.WriteAsync("<!doctype html><title>Nothing</title>"));
        return app;
    }

    private static async Task WaitAsync(ClientWebSocket socket)
    {
        try
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side is gone.
        }
    }
}
