using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Hostile;

/// <summary>
/// The network of one station and the CSMS behind it: a real WebSocket in memory for each connection. It registers the station decently, breaks
/// every fourth of its other answers, and sends what it is told to. Nobody listens where the station looks for files; where it looked is kept.
/// </summary>
internal sealed class HostileCsms(TimeProvider time, HostileFrames frames) : INetwork, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Probe> _probes = new();
    private readonly ConcurrentBag<WebSocketPair> _lines = [];
    private volatile WebSocketPair? _line;
    private volatile TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _transactions;
    private int _probe;
    private int _answers;

    /// <summary>Hosts the station wanted to reach for files.</summary>
    public ConcurrentDictionary<string, int> FileHosts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Endpoints it dialled.</summary>
    public ConcurrentDictionary<string, int> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether its answers are broken, too.</summary>
    public bool IsHostile { get; set; }

    /// <summary>CALLRESULTs and CALLERRORs of the station.</summary>
    public int Answers => Volatile.Read(ref _answers);

    public bool IsUp => _line is { Server.State: WebSocketState.Open };

    /// <summary>Completes when there is a line.</summary>
    public Task Up => _up.Task;

    public Task<ICsmsLink> ConnectAsync(LinkRequest request, IInboundCalls inbound, CancellationToken cancel)
    {
        Endpoints.AddOrUpdate(request.Url.GetLeftPart(UriPartial.Authority), 1, static (_, count) => count + 1);
        var line = WebSocketPair.Create();
        var link = new WebSocketLink(new OcppPeer(line.Client, inbound, new OcppPeerOptions(), time, request.Observer), static _ => { });
        link.Start(cancel);
        _lines.Add(line);
        lock (_lock)
        {
            _line = line;
            _up.TrySetResult();
        }
        _ = ServeAsync(line);
        return Task.FromResult<ICsmsLink>(link);
    }

    public Task<Stream> OpenAsync(string host, int port, CancellationToken cancel)
    {
        FileHosts.AddOrUpdate(host, 1, static (_, count) => count + 1);
        throw new NetworkException("nobody is there");
    }

    /// <summary>False if there is no line any more.</summary>
    public async Task<bool> SendAsync(byte[] frame) => _line is { } line && await SendAsync(line, frame);

    /// <summary>Asks something harmless; completes when it is answered, and with that everything before. False if the line ended instead.</summary>
    public async Task<bool> ProbeAsync()
    {
        if (_line is not { } line) return false;
        var id = $"probe-{++_probe}";
        // The next line may be there before the end of this one is known here, so a probe ends with its own.
        var answered = (_probes[id] = new Probe(line, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))).Answered;
        try
        {
            if (!await SendAsync(line, Encoding.UTF8.GetBytes($"[2,\"{id}\",\"MakeTea\",{{}}]"))) return false;
            await answered.Task.WaitAsync(Eventually.Deadline, TimeProvider.System);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _probes.TryRemove(id, out _);
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines) line.Dispose();
        _writing.Dispose();
    }

    private async Task<bool> SendAsync(WebSocketPair line, byte[] frame)
    {
        await _writing.WaitAsync();
        try
        {
            if (line.Server.State != WebSocketState.Open) return false;
            await line.Server.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            return true;
        }
        catch (Exception end) when (IsEnd(end))
        {
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ServeAsync(WebSocketPair line)
    {
        var station = new RawPeer(line.Server);
        try
        {
            while (await station.ReceiveAsync(Timeout.InfiniteTimeSpan) is { } text)
            {
                if (text.StartsWith("[2,", StringComparison.Ordinal))
                {
                    if (AnswerTo(text) is { } answer) await SendAsync(line, answer);
                    continue;
                }
                Interlocked.Increment(ref _answers);
                var id = text.IndexOf("\"probe-", StringComparison.Ordinal);
                if (id > 0 && _probes.TryGetValue(text[(id + 1)..text.IndexOf('"', id + 1)], out var probe)) probe.Answered.TrySetResult();
            }
        }
        catch (Exception end) when (IsEnd(end))
        {
            // The station hung up, or lost its power.
        }
        finally
        {
            line.Dispose();
            lock (_lock)
            {
                if (_line == line)
                {
                    _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _line = null;
                }
            }
            foreach (var probe in _probes.Values.Where(probe => probe.Line == line)) probe.Answered.TrySetCanceled();
        }
    }

    private byte[]? AnswerTo(string text)
    {
        using var call = JsonDocument.Parse(text);
        var (id, action) = (call.RootElement[1].GetString()!, call.RootElement[2].GetString()!);
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
        if (action == "BootNotification") // Else it would never listen.
            return Encoding.UTF8.GetBytes($$"""[3,"{{id}}",{"status":"Accepted","currentTime":"{{now}}","interval":300}]""");
        var decent = action switch
        {
            "StartTransaction" => $$$"""[3,"{{{id}}}",{"transactionId":{{{Interlocked.Increment(ref _transactions)}}},"idTagInfo":{"status":"Accepted"}}]""",
            "Authorize" => $$$"""[3,"{{{id}}}",{"idTagInfo":{"status":"Accepted"}}]""",
            "Heartbeat" => $$"""[3,"{{id}}",{"currentTime":"{{now}}"}]""",
            "SignCertificate" => $$"""[3,"{{id}}",{"status":"Accepted"}]""",
            _ => $"[3,\"{id}\",{{}}]",
        };
        return IsHostile ? frames.Answer(decent) : Encoding.UTF8.GetBytes(decent);
    }

    private sealed record Probe(WebSocketPair Line, TaskCompletionSource Answered);

    private static bool IsEnd(Exception end) =>
        end is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;
}
