using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Ampwright.Csms.Tests.Connections;

namespace Ampwright.Csms.Tests.LocalAuthList;

/// <summary>A station with a local authorization list, on a real socket, that can lose, refuse and forget.</summary>
internal sealed class ListStation(Uri csms, string identity) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new();
    private RawStation? _socket;
    private Task _receiving = Task.CompletedTask;
    private int _messages;

    /// <summary>By tag, in capitals: status, parent, end.</summary>
    public ConcurrentDictionary<string, (string Status, string? Parent, DateTimeOffset? Ends)> List { get; } = new();

    public int Version { get; set; }

    public string Profiles { get; set; } = "Core,LocalAuthListManagement";

    public int MaxLength { get; set; } = 100;

    public int SendMaxLength { get; set; } = 100;

    /// <summary>The updates that came, as type, version and how many entries.</summary>
    public ConcurrentQueue<string> Updates { get; } = new();

    /// <summary>Every CALL that came.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Says otherwise to an update than it should: a status, "lost" ends the connection instead of an answer, "forgotten" accepts and keeps nothing.</summary>
    public Func<string, string?> Mood { get; set; } = _ => null;

    public async Task ConnectAsync(bool boots = true)
    {
        _socket = new RawStation(csms, identity);
        await _socket.ConnectAsync();
        _receiving = ReceiveAsync(_socket);
        if (boots) await CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        else await CallAsync("Heartbeat", "{}");
    }

    public async Task DisconnectAsync()
    {
        _socket?.Socket.Abort();
        await _receiving;
    }

    public async Task<JsonElement> CallAsync(string action, string payload)
    {
        var id = $"s{Interlocked.Increment(ref _messages)}";
        var answer = _waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _socket!.SendAsync($"""[2,"{id}","{action}",{payload}]""");
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
    }

    /// <summary>What it would do with a card while it has no connection (OCPP 1.6 ed. 2 §3.5.2).</summary>
    public bool AcceptsOffline(string idTag, DateTimeOffset now) =>
        List.TryGetValue(idTag.ToUpperInvariant(), out var entry) && entry.Status == "Accepted" && !(entry.Ends <= now);

    public async ValueTask DisposeAsync()
    {
        if (_socket is not null) await _socket.DisposeAsync();
        await _receiving;
    }

    private async Task ReceiveAsync(RawStation socket)
    {
        try
        {
            while (await ReceiveOneAsync(socket) is { } text)
            {
                var frame = JsonElement.Parse(text);
                if (frame[0].GetInt32() == 2) await AnswerAsync(socket, frame);
                else if (_waiting.TryRemove(frame[1].GetString()!, out var waiting)) waiting.SetResult(frame);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The connection has ended.
        }
    }

    // Without a deadline of its own: a station that hears nothing waits.
    private static async Task<string?> ReceiveOneAsync(RawStation socket)
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var received = await socket.Socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            length += received.Count;
            if (received.EndOfMessage) return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private async Task AnswerAsync(RawStation socket, JsonElement call)
    {
        var (id, action, payload) = (call[1].GetString(), call[2].GetString()!, call[3]);
        Calls.Enqueue(action);
        var answer = action switch
        {
            "GetConfiguration" => $$"""{"configurationKey":[{"key":"SupportedFeatureProfiles","readonly":true,"value":"{{Profiles}}"},{"key":"LocalAuthListEnabled","readonly":false,"value":"true"},{"key":"LocalAuthListMaxLength","readonly":true,"value":"{{MaxLength}}"},{"key":"SendLocalListMaxLength","readonly":true,"value":"{{SendMaxLength}}"}]}""",
            "GetLocalListVersion" => $$"""{"listVersion":{{Version}}}""",
            "SendLocalList" => Take(payload),
            _ => null,
        };
        if (answer == "lost") socket.Socket.Abort();
        else if (answer is null) await socket.SendAsync($$"""[4,"{{id}}","NotImplemented","",{}]""");
        else await socket.SendAsync($"""[3,"{id}",{answer}]""");
    }

    private string Take(JsonElement payload)
    {
        var (type, version) = (payload.GetProperty("updateType").GetString()!, payload.GetProperty("listVersion").GetInt32());
        var entries = payload.TryGetProperty("localAuthorizationList", out var list) ? list.EnumerateArray().ToList() : [];
        Updates.Enqueue($"{type} {version} {entries.Count}");
        switch (Mood(type))
        {
            case "lost": return "lost";
            case "forgotten": return """{"status":"Accepted"}""";
            case { } status: return $$"""{"status":"{{status}}"}""";
        }
        if (type == "Differential" && version <= Version) return """{"status":"VersionMismatch"}""";
        if (entries.Count > SendMaxLength) return """{"status":"Failed"}""";
        if (type == "Full") List.Clear();
        foreach (var entry in entries)
        {
            var tag = entry.GetProperty("idTag").GetString()!.ToUpperInvariant();
            if (!entry.TryGetProperty("idTagInfo", out var info))
            {
                List.TryRemove(tag, out _);
                continue;
            }
            List[tag] = (info.GetProperty("status").GetString()!, info.TryGetProperty("parentIdTag", out var parent) ? parent.GetString() : null,
                info.TryGetProperty("expiryDate", out var ends) ? DateTimeOffset.Parse(ends.GetString()!, null) : null);
        }
        // As some do: an empty list has version 0.
        Version = List.IsEmpty ? 0 : version;
        return List.Count > MaxLength ? """{"status":"Failed"}""" : """{"status":"Accepted"}""";
    }
}
