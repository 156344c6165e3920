using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Ampwright.Bench.Load;

namespace Ampwright.Bench.Stations;

/// <summary>A CALL of a station.</summary>
/// <param name="At">When it was there, as <see cref="Stopwatch.GetTimestamp"/>.</param>
/// <param name="Transaction">What a StartTransaction was given; else 0.</param>
/// <param name="IsPreparing">It tells that a car is there.</param>
internal readonly record struct HeardCall(string Identity, string Action, long At, int Transaction, bool IsPreparing);

/// <summary>A CSMS that takes any station, answers each CALL decently and keeps nothing: what stations are measured with.</summary>
internal sealed class DecentCsms : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(long At, bool Accepted)>> _asked = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private int _transactions;
    private int _commands;

    private DecentCsms(WebApplication app)
    {
        _app = app;
    }

    /// <summary>Where stations connect: this, a slash and the identity.</summary>
    public Uri Address => new($"ws{_app.Urls.First()[4..]}/ocpp");

    /// <summary>Called with each CALL once its answer is sent: a command that follows it comes to the station after that answer.</summary>
    public Action<HeardCall>? Heard { get; set; }

    public int Connected => _lines.Count;

    public IEnumerable<string> Identities => _lines.Keys;

    public static async Task<DecentCsms> StartAsync()
    {
        var app = LoopbackServer.Build();
        var csms = new DecentCsms(app);
        app.UseWebSockets();
        app.Run(csms.ServeAsync);
        await app.StartAsync();
        return csms;
    }

    /// <summary>Sends a CALL.</summary>
    /// <returns>When it was sent, when its answer was there, and whether that is neither Rejected nor a CALLERROR.</returns>
    public async Task<(long Sent, long Answered, bool Accepted)> CommandAsync(string identity, string action, string payload)
    {
        var id = $"c{Interlocked.Increment(ref _commands).ToString(CultureInfo.InvariantCulture)}";
        var answered = _asked[id] = new TaskCompletionSource<(long At, bool Accepted)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var frame = Encoding.UTF8.GetBytes($"[2,\"{id}\",\"{action}\",{payload}]");
        var sent = Stopwatch.GetTimestamp();
        await _lines[identity].SendAsync(frame);
        var (at, accepted) = await answered.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return (sent, at, accepted);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        var identity = context.Request.Path.Value!.Split('/')[^1];
        using var line = new Line(socket);
        _lines[identity] = line;
        try
        {
            while (await line.ReceiveAsync(_stop.Token) is { } message)
            {
                var at = Stopwatch.GetTimestamp();
                try
                {
                    await TakeAsync(line, identity, message, at);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(message.Array!);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The station is gone.
        }
        finally
        {
            _lines.TryRemove(KeyValuePair.Create(identity, line));
        }
    }

    private async Task TakeAsync(Line line, string identity, ReadOnlyMemory<byte> message, long at)
    {
        var isCall = message.Span[1] == (byte)'2';
        var (id, rest) = Text(message.Span[2..]);
        if (!isCall)
        {
            if (_asked.TryRemove(id, out var asked)) asked.TrySetResult((at, message.Span[1] == (byte)'3' && message.Span.IndexOf("\"Rejected\""u8) < 0));
            return;
        }

        var action = Text(message.Span[^rest..]).Text;
        var transaction = action == "StartTransaction" ? Interlocked.Increment(ref _transactions) : 0;
        var isPreparing = action == "StatusNotification" && message.Span.IndexOf("\"Preparing\""u8) > 0;
        await line.SendAsync(Encoding.UTF8.GetBytes($"[3,\"{id}\",{Answer(action, transaction)}]"));
        Heard?.Invoke(new HeardCall(identity, action, at, transaction, isPreparing));
    }

    private static string Answer(string action, int transaction)
    {
        var now = DateTimeOffset.UtcNow.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return action switch
        {
            "BootNotification" => $$"""{"status":"Accepted","currentTime":"{{now}}","interval":3600}""",
            "Heartbeat" => $$"""{"currentTime":"{{now}}"}""",
            "Authorize" => """{"idTagInfo":{"status":"Accepted"}}""",
            "StartTransaction" => $$$"""{"transactionId":{{{transaction}}},"idTagInfo":{"status":"Accepted"}}""",
            _ => "{}",
        };
    }

    // The first string, and how many bytes are left behind it. Ids and actions hold nothing that is escaped.
    private static (string Text, int Left) Text(ReadOnlySpan<byte> json)
    {
        var from = json.IndexOf((byte)'"') + 1;
        var length = json[from..].IndexOf((byte)'"');
        return (Encoding.ASCII.GetString(json.Slice(from, length)), json.Length - from - length - 1);
    }

    private sealed class Line(WebSocket socket) : IDisposable
    {
        private readonly SemaphoreSlim _sending = new(1);

        public async Task SendAsync(ReadOnlyMemory<byte> frame)
        {
            await _sending.WaitAsync();
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
            finally
            {
                _sending.Release();
            }
        }

        public void Dispose() => _sending.Dispose();

        /// <summary>A whole message in a rented buffer; null = the station said goodbye.</summary>
        public async Task<ArraySegment<byte>?> ReceiveAsync(CancellationToken stop)
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, stop);
            var buffer = ArrayPool<byte>.Shared.Rent(65_536);
            for (var filled = 0; ;)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(filled), stop);
                if (received.MessageType == WebSocketMessageType.Close) return null;
                filled += received.Count;
                if (received.EndOfMessage) return new ArraySegment<byte>(buffer, 0, filled);
            }
        }
    }
}
