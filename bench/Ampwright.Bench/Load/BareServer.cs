using System.Net.WebSockets;

namespace Ampwright.Bench.Load;

/// <summary>
/// The limit everything is compared with: ASP.NET Core's WebSocket, each CALL answered with a constant, nothing read, checked or kept. It waits
/// with an empty buffer and takes a real one only while a message is there, which is what an idle connection can cost at least.
/// </summary>
internal static class BareServer
{
    /// <summary>Serves until its standard input ends.</summary>
    public static async Task<int> RunAsync()
    {
        await using var app = LoopbackServer.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync("ocpp1.6");
            await ServeAsync(socket);
        });
        await app.StartAsync();
        Console.WriteLine($"bare server on {app.Urls.First()}");
        await Console.In.ReadToEndAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        return 0;
    }

    private static async Task ServeAsync(WebSocket socket)
    {
        try
        {
            while (true)
            {
                if ((await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None)).MessageType == WebSocketMessageType.Close) return;
                var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(2048);
                try
                {
                    var received = await socket.ReceiveAsync(buffer.AsMemory(0, 1024), CancellationToken.None);
                    if (received.MessageType == WebSocketMessageType.Close) return;
                    var length = Answer(buffer.AsSpan(0, received.Count), buffer.AsSpan(1024));
                    await socket.SendAsync(buffer.AsMemory(1024, length), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }
                finally
                {
                    System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (WebSocketException)
        {
            // The generator is gone.
        }
    }

    private static int Answer(ReadOnlySpan<byte> call, Span<byte> into)
    {
        var id = call[4..];
        id = id[..id.IndexOf((byte)'"')];
        "[3,\""u8.CopyTo(into);
        id.CopyTo(into[4..]);
        var rest = "\",{\"currentTime\":\"2026-01-01T00:00:00.000Z\"}]"u8;
        rest.CopyTo(into[(4 + id.Length)..]);
        return 4 + id.Length + rest.Length;
    }
}
