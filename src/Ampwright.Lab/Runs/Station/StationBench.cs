using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Files;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Station;

/// <summary>The lab as the CSMS of one charging station under test: what lasts from case to case.</summary>
internal sealed class StationBench
{
    public StationBench(TimeProvider time, RunTrace trace, RunSettings settings, IReadOnlySet<string> facts, IStationOperator @operator, LabAuthority? authority = null,
        IReadOnlyList<X509Certificate2>? otherAuthorities = null)
    {
        (Time, Trace, Settings, Facts, Operator) = (time, trace, settings, facts, @operator);
        Files = new FileStand(trace);
        Certificates = new CertificateStand(time, trace, authority ?? LabAuthority.Make(time.GetUtcNow())) { Others = otherAuthorities ?? [] };
        Door = new Door(Certificates);
        Figures = new Figures(trace);
        Conversation = new Conversation(time, trace, Figures, Figures.Response);
        Conversation.Respond = Respond;
        Conversation.Listen = Note;
    }

    public TimeProvider Time { get; }

    public RunTrace Trace { get; }

    public RunSettings Settings { get; }

    /// <summary>What the declaration says, see <see cref="Declaration.PicsFacts"/>.</summary>
    public IReadOnlySet<string> Facts { get; }

    public IStationOperator Operator { get; }

    public FileStand Files { get; }

    public CertificateStand Certificates { get; }

    /// <summary>What lets a station in.</summary>
    public Door Door { get; }

    public Figures Figures { get; }

    public StationReadings Readings { get; } = new();

    public Conversation Conversation { get; }

    /// <summary>The status that each connector told last, 0 being the station.</summary>
    public Dictionary<int, string> Statuses { get; } = [];

    /// <summary>Transactions that have begun and not ended: id to connector.</summary>
    public Dictionary<int, int> Running { get; } = [];

    public int LastTransaction { get; private set; } = 1000;

    public int LastReservation { get; set; } = 100;

    public int LastRequest { get; set; } = 500;

    /// <summary>Reservations that were made and not cancelled.</summary>
    public HashSet<int> OpenReservations { get; } = [];

    /// <summary>Every key's value before the run changed it.</summary>
    public Dictionary<string, string> Changed { get; } = [];

    /// <summary>What the present case answers differently, by action; null keeps silent.</summary>
    public Dictionary<string, Func<Frame, JsonObject?>> Answers { get; } = [];

    /// <summary>Tags that the present case refuses although they are valid otherwise.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Whether idTagInfo of the valid tags names their parent.</summary>
    public bool TellsParent { get; set; }

    /// <summary>The present case's own answers end.</summary>
    public void ResetAnswers()
    {
        Answers.Clear();
        Refused.Clear();
        Door.Settle(Conversation.Handshake);
        TellsParent = false;
    }

    public JsonObject BootAnswer(string status, int interval) =>
        new() { ["status"] = status, ["currentTime"] = Stamp(Time.GetUtcNow()), ["interval"] = interval };

    public JsonObject TagInfo(string? tag)
    {
        var status = tag == Settings.BlockedTag ? "Blocked"
            : tag == Settings.ExpiredTag ? "Expired"
            : tag is not null && (tag == Settings.Tag || tag == Settings.Tag2) && !Refused.Contains(tag) ? "Accepted"
            : "Invalid";
        var info = new JsonObject { ["status"] = status };
        if (TellsParent && status == "Accepted") info["parentIdTag"] = Settings.ParentTag;
        return info;
    }

    /// <summary>A station knocks: it is let in, or told why not.</summary>
    /// <returns>Why it is not let in; null where it is.</returns>
    public string? Admit(Handshake handshake)
    {
        if (Door.Refusal(handshake) is not { } why) return null;
        Conversation.Knocked(handshake.TlsVersion is not null, why);
        return why;
    }

    /// <summary>Keeps the books of what was told, whoever listens.</summary>
    public void Note(Heard heard)
    {
        if (heard.Call is { Action: "StatusNotification" } told && told.Number32("connectorId") is { } connector && told.Text("status") is { } status)
            Statuses[connector] = status;
        if (heard.Call is { Action: "StopTransaction" } stopped && stopped.Number32("transactionId") is { } id) Running.Remove(id);
    }

    internal static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    private JsonObject? Respond(Frame call) => Answers.TryGetValue(call.Action, out var answer) ? answer(call) : Usually(call);

    /// <summary>What a CSMS without a mind of its own answers.</summary>
    public JsonObject Usually(Frame call) => call.Action switch
    {
        "BootNotification" => BootAnswer("Accepted", Settings.HeartbeatInterval),
        "Heartbeat" => new JsonObject { ["currentTime"] = Stamp(Time.GetUtcNow()) },
        "Authorize" => new JsonObject { ["idTagInfo"] = TagInfo(call.Text("idTag")) },
        "StartTransaction" => Begin(call),
        "StopTransaction" when call.Text("idTag") is { } tag => new JsonObject { ["idTagInfo"] = TagInfo(tag) },
        "DataTransfer" => new JsonObject { ["status"] = "UnknownVendorId" },
        "SignCertificate" => new JsonObject { ["status"] = "Accepted" },
        _ => [],
    };

    private JsonObject Begin(Frame call)
    {
        var id = ++LastTransaction;
        Running[id] = call.Number32("connectorId") ?? 0;
        return new JsonObject { ["transactionId"] = id, ["idTagInfo"] = TagInfo(call.Text("idTag")) };
    }
}
