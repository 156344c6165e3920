using System.Collections.Concurrent;
using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers;

/// <summary>A peer of another maker: a script around ocpp-rpc in strict mode, moved and watched over lines of JSON.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private RunningProgram? _program;
    private int _lastId;

    private Peer()
    {
    }

    /// <summary>What is wrong by the schemas, in either direction, as ocpp-rpc judges.</summary>
    public IReadOnlyList<string> Violations => [.. EventsOf("violation").Select(violation => violation.GetRawText())];

    /// <summary>The CALLs that came from our side, in order: action and payload.</summary>
    public IReadOnlyList<(string Action, JsonElement Payload)> Calls =>
        [.. EventsOf("call").Select(call => (call.GetProperty("action").GetString()!, call.GetProperty("payload")))];

    /// <summary>Every frame that crossed the connection, either way.</summary>
    public IReadOnlyList<string> Frames =>
        [.. EventsOf("message").Select(frame => $"{(frame.GetProperty("outbound").GetBoolean() ? "peer" : "ours")} {frame.GetProperty("text").GetString()}")];

    public static async Task<Peer> StartAsync(string script)
    {
        var peer = new Peer();
        peer._program = RunningProgram.Start(script, await Node.ReadyAsync(), [Path.Combine(Node.PeersFolder, script)], peer.Hear);
        return peer;
    }

    /// <summary>Has the peer do something and returns what came of it.</summary>
    /// <exception cref="PeerFailedException">It could not; the code is that of the CALLERROR, where one was the answer.</exception>
    public async Task<JsonElement> DoAsync(string what, object how)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = _asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = JsonSerializer.SerializeToNode(how)!.AsObject();
        command["id"] = id;
        command["do"] = what;
        await _program!.WriteLineAsync(command.ToJsonString());
        try
        {
            return await answer.Task.WaitAsync(Eventually.Deadline, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The peer did not {what} {command.ToJsonString()}:\n{this}", late);
        }
    }

    /// <summary>Tells how to answer the CALLs of one action from now on.</summary>
    public Task AnswerAsync(string action, object payload) => DoAsync("answer", new { action, payload });

    /// <summary>Waits for something the peer reports by itself.</summary>
    public async Task<JsonElement> EventAsync(string kind, Func<JsonElement, bool>? fits = null)
    {
        var found = default(JsonElement);
        await EventuallyAsync(
            () =>
            {
                found = EventsOf(kind).FirstOrDefault(one => fits is null || fits(one));
                return found.ValueKind != JsonValueKind.Undefined;
            },
            $"the peer reports '{kind}'");
        return found;
    }

    /// <summary>Waits for the first CALL of ours that fits, and returns its payload.</summary>
    public async Task<JsonElement> CallAsync(string action, Func<JsonElement, bool>? fits = null) =>
        (await EventAsync("call", call => call.GetProperty("action").GetString() == action && (fits is null || fits(call.GetProperty("payload"))))).GetProperty("payload");

    public async Task EventuallyAsync(Func<bool> condition, string what)
    {
        try
        {
            await Eventually.HoldsAsync(condition, what);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{this}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
    }

    public override string ToString() => $"{string.Join('\n', Frames)}\n{_program}";

    private IEnumerable<JsonElement> EventsOf(string kind) => _events.Where(one => one.GetProperty("event").GetString() == kind);

    private void Hear(string line)
    {
        var said = JsonElement.Parse(line);
        if (!said.TryGetProperty("id", out var id)) _events.Enqueue(said);
        else if (!_asked.TryRemove(id.GetInt32(), out var asked)) throw new InvalidDataException($"The peer answered what it was not asked: {line}");
        else if (said.TryGetProperty("error", out var error)) asked.SetException(new PeerFailedException(error.GetProperty("code").GetString()!, error.GetProperty("message").GetString()!));
        else asked.SetResult(said.GetProperty("result"));
    }
}
