using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Conformance;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Wire;

/// <summary>
/// The lab's end of the line to one system, over as many connections as it takes. It puts every frame into the trace, holds each of the system's
/// against the rules, answers its CALLs at once and matches answers with the lab's own CALLs.
/// </summary>
internal sealed class Conversation(TimeProvider time, RunTrace trace, Figures figures, string responseFigure)
{
    private const string Numbering = "OCPP-J 1.6 §4.1.4: a message id is used once on a connection";
    private const string Pairing = "OCPP-J 1.6 §4.1.1: an answer bears the id of a CALL that waits for it";
    private const string Transport = "OCPP-J 1.6 §4.1: messages are WebSocket text messages in UTF-8 (RFC 6455 §5.6)";
    private const string Framing = "OCPP-J 1.6 §4.2: a frame is [2, id, action, payload], [3, id, payload] or [4, id, code, description, details]";

    private static readonly JsonSerializerOptions Plainly = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Pending> _pending = [];
    private readonly HashSet<string> _heardIds = [];
    private ISocket? _socket;

    /// <summary>What the lab answers a CALL of the system; null keeps silent.</summary>
    public Func<Frame, JsonObject?> Respond { get; set; } = _ => [];

    /// <summary>Hears everything that comes from the system.</summary>
    public Action<Heard> Listen { get; set; } = _ => { };

    /// <summary>Is told of every broken rule.</summary>
    public Action<Breach, Frame?> Blame { get; set; } = (_, _) => { };

    public bool Connected => _socket is not null;

    /// <summary>How the present or last connection came to be.</summary>
    public Handshake? Handshake { get; private set; }

    /// <summary>The ids of the lab's next CALLs begin so; the same case numbers its CALLs the same way every time.</summary>
    public string IdPrefix { get; set; } = "lab";

    /// <summary>How many CALLs have been sent since <see cref="IdPrefix"/> was set.</summary>
    public int Sent { get; set; }

    public void Opened(ISocket socket, Handshake handshake)
    {
        trace.Add("socket", ("event", "opened"), ("handshake", JsonSerializer.Serialize(handshake, Plainly)));
        var old = _socket;
        _socket = socket;
        Handshake = handshake;
        _heardIds.Clear();
        // A second connection of the same system: the newest counts (digest row 15).
        old?.Close();
        Listen(new Heard(null, handshake, null));
    }

    public void Closed(ISocket socket, string how)
    {
        if (_socket != socket) return;
        _socket = null;
        trace.Add("socket", ("event", "closed"), ("how", how));
        Listen(new Heard(null, null, how));
    }

    /// <summary>Somebody knocked and was not let in, or turned away at the door.</summary>
    /// <param name="secure">Whether it came with TLS.</param>
    public void Knocked(bool secure, string how)
    {
        trace.Add("socket", ("event", "knocked"), ("secure", secure), ("how", how));
        Listen(new Heard(null, null, null) { Knocked = how });
    }

    /// <summary>Ends the connection from the lab's side.</summary>
    public void Hang() => _socket?.Close();

    /// <summary>Whether the frame is anything but an answer to a CALL that does not wait, or not yet.</summary>
    public bool CanTake(string text) => FrameText.Read(text, out _) is not { Kind: not FrameKind.Call } answer || _pending.ContainsKey(answer.Id);

    /// <summary>Something came that is no message, or none that can be read.</summary>
    public void Garbled(ISocket socket, string what)
    {
        if (_socket != socket) return;
        var number = trace.Add("garbled", ("what", what));
        Blame(new Breach($"what came in line {number} is {what}", Transport), null);
    }

    public void Received(ISocket socket, string text)
    {
        if (_socket != socket) return;
        trace.Secrets.Learn(text);
        var number = trace.Add("frame", ("from", "system"), ("text", text));
        if (FrameText.Read(text, out var fault) is not { } read)
        {
            Blame(new Breach($"the frame in line {number} cannot be read: {fault}", Framing), null);
            return;
        }
        var frame = read with { Number = number, At = trace.Now };
        if (frame.Kind == FrameKind.Call) TakeCall(frame);
        else TakeAnswer(frame);
    }

    /// <summary>Sends a CALL and waits for the answer.</summary>
    /// <exception cref="CaseException">No answer came in time, or there is no connection.</exception>
    public async Task<Frame> CallAsync(string action, JsonObject payload, TimeSpan within)
    {
        if (_socket is not { } socket) throw new CaseException(Verdict.Error, $"a connection to send {action}", "the system is not connected");
        var id = $"{IdPrefix}-{trace.Mark}-{++Sent}";
        var pending = new Pending(action, time.GetTimestamp());
        _pending.Add(id, pending);
        var text = FrameText.Call(id, action, payload);
        trace.Add("frame", ("from", "lab"), ("text", text));
        socket.Send(text);
        using var given = new CancellationTokenSource(within, time);
        await using var _ = given.Token.Register(() => pending.Answered.TrySetResult(null));
        var answer = await pending.Answered.Task;
        _pending.Remove(id);
        return answer ?? throw new CaseException(
            Verdict.Fail, $"an answer to {action} {payload.ToJsonString()}", $"none came within {within.TotalSeconds:0.#} s", null, "the declared message time-out");
    }

    private void TakeCall(Frame call)
    {
        if (!_heardIds.Add(call.Id)) Blame(new Breach($"the message id {call.Id} was used before on this connection", Numbering), call);
        var breaches = MessageRules.Standard.Check($"{call.Action}.req", call.Payload).ToList();
        foreach (var breach in breaches) Blame(breach, call);
        if (Reply(call, sound: breaches.Count == 0) is { } text)
        {
            trace.Add("frame", ("from", "lab"), ("text", text));
            _socket!.Send(text);
        }
        Listen(new Heard(call, null, null));
    }

    // One whose fault does not matter for the answer is answered: the system goes on, and more is found out about it.
    private string? Reply(Frame call, bool sound)
    {
        try
        {
            return Respond(call) is { } answer ? FrameText.Result(call.Id, answer) : null;
        }
        catch (Exception unreadable) when (!sound && unreadable is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return FrameText.Error(call.Id, "FormationViolation", "the CALL does not fit its schema");
        }
    }

    private void TakeAnswer(Frame answer)
    {
        if (!_pending.TryGetValue(answer.Id, out var pending) || pending.Answered.Task.IsCompleted)
        {
            Blame(new Breach($"the answer with id {answer.Id} belongs to no CALL that waits", Pairing), answer);
            return;
        }
        var frame = answer with { Action = pending.Action };
        figures.Add(responseFigure, time.GetElapsedTime(pending.SentAt));
        if (frame.Kind == FrameKind.Result)
        {
            foreach (var breach in MessageRules.Standard.Check($"{frame.Action}.conf", frame.Payload)) Blame(breach, frame);
        }
        pending.Answered.TrySetResult(frame);
    }

    private sealed record Pending(string Action, long SentAt)
    {
        public TaskCompletionSource<Frame?> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
