using System.Text.Json.Nodes;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <remarks>The line to the lab: one CALL at a time; transaction messages wait while there is no connection.</remarks>
internal sealed partial class ModelStation
{
    private static readonly string[] Kept = ["StartTransaction", "StopTransaction", "MeterValues"];

    private readonly LinkedList<Message> _outbox = [];
    private MemorySocket? _socket;
    private Message? _inFlight;
    private bool _accepted;
    private int _life;
    private int _ids;
    private int _twists;

    private bool Online => _socket is not null && _accepted;

    /// <summary>Starts the station: power on, first boot.</summary>
    public void Start() => Live();

    private async void Live()
    {
        var life = ++_life;
        _accepted = false;
        foreach (var connector in _connectors)
        {
            connector.Told = null;
            connector.Status = Resting(connector);
        }
        await Wait(1);
        if (life != _life) return;
        if (_network) Connect();
        BootAsync(life);
    }

    private async void BootAsync(int life)
    {
        while (life == _life && !_accepted)
        {
            if (_socket is null)
            {
                await Wait(1);
                continue;
            }
            var answer = await Ask("BootNotification", new JsonObject { ["chargePointVendor"] = "Model", ["chargePointModel"] = "One" });
            if (life != _life) return;
            var interval = answer?["interval"]?.GetValue<int>() ?? 10;
            if (answer?["status"]?.ToString() == "Accepted")
            {
                _accepted = true;
                EndOfBoot();
                Beat(life, interval);
                Align(life);
                return;
            }
            if (answer?["status"]?.ToString() == "Pending" && (Does("waits-for-a-trigger") || Does("stays-pending"))) return;
            await Wait(Does("boots-early") ? 1 : interval);
        }
    }

    private void EndOfBoot()
    {
        foreach (var connector in _connectors)
        {
            var ended = connector.Transaction is not null && _stopAfterBoot is not null;
            if (connector.Transaction is { } transaction && _stopAfterBoot is { } reason) End(connector, transaction, reason, "Finishing", tell: false);
            Tell(connector, ended && Does("charges-after-the-stop") ? "Charging" : connector.Status);
        }
        _stopAfterBoot = null;
        if (_updated) Send("FirmwareStatusNotification", Status("Installed"));
        _updated = false;
        EndOfSignedUpdate();
        Pump();
    }

    private async void Beat(int life, int interval)
    {
        while (life == _life)
        {
            await Wait(Does("beats-slowly") ? interval * 2 : interval);
            if (life == _life && Online) Send("Heartbeat", []);
        }
    }

    private void Connect()
    {
        var handshake = Shake();
        if (handshake is null) _lab.Knocked(true, "the TLS handshake broke off");
        if (handshake is null || _bench.Admit(handshake) is not null)
        {
            RetryLater();
            return;
        }
        MemorySocket socket = null!;
        socket = new MemorySocket(text => Later(() => Receive(socket, text)), () => Later(() => HungUp(socket)));
        _socket = socket;
        _lab.Opened(socket, handshake);
    }

    private async void RetryLater()
    {
        var life = _life;
        await Wait(5);
        if (life == _life) Reconnect();
    }

    // The lab has ended the connection; where it was another one's turn already there is nothing to do.
    private void HungUp(MemorySocket socket)
    {
        if (_socket != socket) return;
        Lose(socket);
        _lab.Closed(socket, "the lab hung up");
        RetryLater();
    }

    private void Disconnect()
    {
        if (_socket is not { } socket) return;
        socket.Gone = true;
        Lose(socket);
        _lab.Closed(socket, "the line is dead");
    }

    private void Lose(MemorySocket socket)
    {
        if (_socket != socket) return;
        _socket = null;
        var interrupted = _inFlight;
        _inFlight = null;
        if (interrupted is null) return;
        if (Kept.Contains(interrupted.Action)) _outbox.AddFirst(interrupted);
        else interrupted.Answered.TrySetResult(null);
    }

    private void Reconnect()
    {
        if (!_power || !_network || _socket is not null) return;
        Connect();
        if (Does("boots-after-a-reconnect")) _outbox.AddFirst(new Message("BootNotification", () => new JsonObject { ["chargePointVendor"] = "Model", ["chargePointModel"] = "One" }));
        Pump();
        if (_socket is null) return;
        foreach (var connector in _connectors.Where(connector => connector.Told != connector.Status)) Tell(connector, connector.Status);
    }

    private void Send(string action, JsonObject payload) => _ = Ask(action, payload);

    /// <summary>Sends a CALL in its turn.</summary>
    /// <returns>The answer's payload; null where there is none.</returns>
    private Task<JsonObject?> Ask(string action, JsonObject payload) => Ask(action, () => payload);

    private Task<JsonObject?> Ask(string action, Func<JsonObject> payload)
    {
        var message = new Message(action, payload);
        if (_socket is null && !Kept.Contains(action)) return Task.FromResult<JsonObject?>(null);
        _outbox.AddLast(message);
        Pump();
        return message.Answered.Task;
    }

    private void Pump()
    {
        while (_socket is not null && _inFlight is null && _outbox.First is { } first)
        {
            if (!_accepted && first.Value.Action != "BootNotification")
            {
                // Nothing but BootNotification before it is accepted.
                var boot = _outbox.FirstOrDefault(message => message.Action == "BootNotification");
                if (boot is null) return;
                first = _outbox.Find(boot)!;
            }
            _outbox.Remove(first);
            var message = first.Value;
            if (Twist(new Outgoing(false, message.Action, message.Payload())) is not { } outgoing)
            {
                // The liar goes on as if it had been sent and answered.
                message.Answered.TrySetResult([]);
                continue;
            }
            _inFlight = message;
            message.Id = $"m{++_ids}";
            Deliver(_socket, FrameText.Call(message.Id, outgoing.Action, outgoing.Payload));
        }
    }

    private Outgoing? Twist(Outgoing outgoing)
    {
        var changed = _lie.Change(outgoing);
        return ReferenceEquals(changed, outgoing) || ++_twists < _lie.Nth ? outgoing : changed;
    }

    private void Receive(MemorySocket socket, string text)
    {
        if (_socket != socket) return;
        var frame = JsonNode.Parse(text)!.AsArray();
        var id = frame[1]!.ToString();
        if (frame[0]!.GetValue<int>() != 2)
        {
            if (_inFlight?.Id != id) return;
            var message = _inFlight;
            _inFlight = null;
            message.Answered.TrySetResult(frame[2] as JsonObject);
            Later(Pump);
            return;
        }
        var action = frame[2]!.ToString();
        var accepts = Does("accepts-everything") || (Does("keeps-nothing") && Storing.Contains(action));
        var answer = accepts ? Accepted(action, frame[3]!.AsObject()) : Handle(action, frame[3]!.AsObject());
        if (Twist(new Outgoing(true, action, answer)) is not { } outgoing) return;
        if (Does("answers-late")) AnswerLate(socket, id, outgoing);
        else Deliver(socket, outgoing.Answer(id));
    }

    private void Deliver(MemorySocket socket, string frame)
    {
        foreach (var text in _lie.Send(frame)) _lab.Received(socket, text);
    }

    private async void AnswerLate(MemorySocket socket, string id, Outgoing answer)
    {
        await Wait(31);
        _lab.Received(socket, FrameText.Result(id, answer.Payload));
    }

    // A wire takes a moment; without it everything would happen at the same instant.
    private async void Later(Action what)
    {
        await Wait(0.01);
        what();
    }

    private sealed record Message(string Action, Func<JsonObject> Payload)
    {
        public string Id { get; set; } = "";

        public TaskCompletionSource<JsonObject?> Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
