using System.Text.Json.Nodes;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>A CSMS of a few hundred lines, with its operator and its line, that does everything right but for its one lie.</summary>
internal sealed partial class ModelCsms(TimeProvider time, RunSettings settings, Pass first, Lie lie) : ICsmsOperator, IDialer
{
    private static readonly TimeSpan Wire = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, (string Status, string? Parent)> _tags = [];
    private readonly Dictionary<(CsmsRecord, string), Dictionary<string, string>> _records = [];
    private MemorySocket? _socket;
    private int _transactions;
    private int _ids;
    private int _twists;

    public CsmsBench? Lab { get; set; }

    /// <summary>It is honest until the case begins.</summary>
    public bool Lies { get; set; }

    public Task ConnectAsync(Pass pass)
    {
        BreakLine();
        if (Refusal(pass) is { } why) throw new LabException($"The model refuses: {why}");
        CameBy(pass.Profile);
        MemorySocket socket = null!;
        socket = new MemorySocket(text => Later(() => Receive(socket, text)), () => _socket = null);
        _socket = socket;
        Lab!.Conversation.Opened(socket, new Handshake { Path = "/LAB-1", Subprotocols = ["ocpp1.6"] });
        return Task.CompletedTask;
    }

    public Task DropAsync()
    {
        BreakLine();
        return Task.CompletedTask;
    }

    public Task<string?> NegotiateAsync(Pass pass, IReadOnlyList<string> subprotocols) =>
        Task.FromResult(Refusal(pass) is not null ? null : Does("takes-any-subprotocol") ? subprotocols[0] : subprotocols.Contains("ocpp1.6") ? "ocpp1.6" : null);

    public Task RegisterAsync(int profile, string? password) => Task.CompletedTask;

    public Task SendAsync(string action, JsonObject payload)
    {
        if (Does("accepts-everything")) return Task.CompletedTask;
        var kept = action == "CertificateSigned" ? Issued() : (JsonObject)payload.DeepClone();
        Order(action, kept);
        return Task.CompletedTask;
    }

    private void Order(string action, JsonObject kept) =>
        Later(() =>
        {
            if (Twist(new Outgoing(false, action, kept)) is not { } outgoing) return;
            var id = $"c{++_ids}";
            if (action == "ReserveNow") Keep(CsmsRecord.Reservation, kept["reservationId"]!.ToString(), ("status", "Requested"));
            if (action == "CancelReservation" && !Does("forgets-cancellations")) Keep(CsmsRecord.Reservation, kept["reservationId"]!.ToString(), ("status", "Cancelled"));
            Ordered(action, kept);
            Deliver(_socket!, FrameText.Call(id, outgoing.Action, outgoing.Payload));
        });

    public Task AddTagAsync(string tag, string status, string? parent)
    {
        _tags[tag] = (status, parent);
        return Task.CompletedTask;
    }

    public Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values) => Task.FromResult(
        Shown(record, key) is { } kept && values.All(value => kept[value.Key]?.GetValue<string>() == value.Value));

    /// <summary>A record as an API of it would show it; null where it keeps none.</summary>
    public JsonObject? Shown(CsmsRecord record, string key) => Does("stores-nothing") || Does("accepts-everything") || !_records.TryGetValue((record, key), out var kept) ? null
        : new JsonObject(kept.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    private void BreakLine()
    {
        if (_socket is not { } old) return;
        old.Gone = true;
        Lab!.Conversation.Closed(old, "the line broke");
        _socket = null;
    }

    private void Receive(MemorySocket socket, string text)
    {
        if (_socket != socket) return;
        var frame = JsonNode.Parse(text)!.AsArray();
        if (frame[0]!.GetValue<int>() != 2) return;
        var action = frame[2]!.ToString();
        var answer = Handle(action, frame[3]!.AsObject());
        if (Twist(new Outgoing(true, action, answer)) is not { } outgoing) return;
        var reply = outgoing.Answer(frame[1]!.ToString());
        if (Does("answers-late")) Late(socket, reply);
        else Deliver(socket, reply);
    }

    private void Deliver(MemorySocket socket, string frame)
    {
        foreach (var text in lie.Send(frame)) Lab!.Conversation.Received(socket, text);
    }

    private JsonObject Handle(string action, JsonObject asked)
    {
        switch (action)
        {
            case "BootNotification": return new JsonObject { ["status"] = "Accepted", ["currentTime"] = StationBench.Stamp(time.GetUtcNow()), ["interval"] = 5 };
            case "Heartbeat": return new JsonObject { ["currentTime"] = StationBench.Stamp(time.GetUtcNow()) };
            case "Authorize": return new JsonObject { ["idTagInfo"] = TagInfo(asked["idTag"]!.ToString()) };
            case "StartTransaction":
                var id = ++_transactions;
                Keep(CsmsRecord.Transaction, $"{id}", ("connectorId", asked["connectorId"]!.ToString()), ("idTag", asked["idTag"]!.ToString()));
                return new JsonObject { ["transactionId"] = id, ["idTagInfo"] = TagInfo(asked["idTag"]!.ToString()) };
            case "StopTransaction":
                Keep(CsmsRecord.Transaction, asked["transactionId"]!.ToString(), ("stopReason", asked["reason"]?.ToString() ?? "Local"));
                return [];
            case "StatusNotification":
                Keep(CsmsRecord.ConnectorStatus, asked["connectorId"]!.ToString(), ("status", asked["status"]!.ToString()));
                return [];
            case "FirmwareStatusNotification":
                Keep(CsmsRecord.FirmwareUpdate, "newest", ("status", asked["status"]!.ToString()));
                return [];
            case "DiagnosticsStatusNotification":
                Keep(CsmsRecord.Upload, "newest", ("status", asked["status"]!.ToString()));
                return [];
            case "SignedFirmwareStatusNotification":
                Keep(CsmsRecord.FirmwareUpdate, "newest", ("status", asked["status"]!.ToString()));
                return [];
            case "LogStatusNotification":
                Keep(CsmsRecord.Upload, "newest", ("status", asked["status"]!.ToString()));
                return [];
            case "SecurityEventNotification":
                Keep(CsmsRecord.SecurityEvent, asked["type"]!.ToString(), ("type", asked["type"]!.ToString()));
                return [];
            case "SignCertificate":
                _request = asked["csr"]!.ToString();
                return new JsonObject { ["status"] = "Accepted" };
            case "DataTransfer": return new JsonObject { ["status"] = Does("accepts-everything") ? "Accepted" : "UnknownVendorId" };
            default: return [];
        }
    }

    private JsonObject TagInfo(string tag)
    {
        if (Does("accepts-everything")) return new JsonObject { ["status"] = "Accepted" };
        if (!_tags.TryGetValue(tag, out var known)) return new JsonObject { ["status"] = "Invalid" };
        var info = new JsonObject { ["status"] = known.Status };
        if (known.Parent is { } parent) info["parentIdTag"] = parent;
        return info;
    }

    private void Keep(CsmsRecord record, string key, params (string Name, string Value)[] values)
    {
        if (!_records.TryGetValue((record, key), out var kept)) _records.Add((record, key), kept = []);
        foreach (var (name, value) in values) kept[name] = value;
    }

    private bool Does(string habit) => Lies && lie.Habit == habit;

    private Outgoing? Twist(Outgoing outgoing)
    {
        if (!Lies) return outgoing;
        var changed = lie.Change(outgoing);
        return ReferenceEquals(changed, outgoing) || ++_twists < lie.Nth ? outgoing : changed;
    }

    private async void Later(Action what)
    {
        await Task.Delay(Wire, time);
        what();
    }

    private async void Late(MemorySocket socket, string reply)
    {
        await Task.Delay(TimeSpan.FromSeconds(settings.MessageTimeout + 1), time);
        Lab!.Conversation.Received(socket, reply);
    }
}
