using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Csms;

/// <summary>A case on a CSMS.</summary>
internal sealed class CsmsRun : CaseRun
{
    // What a CSMS may ask of a station at any time without anybody having told it to.
    private static readonly string[] Housekeeping =
    [
        "GetConfiguration", "ChangeConfiguration", "TriggerMessage", "ExtendedTriggerMessage", "GetLocalListVersion", "SendLocalList", "DataTransfer",
        "GetInstalledCertificateIds", "GetCompositeSchedule",
    ];

    // What the trace calls actions that are no commands.
    internal const string Tagging = "tag";
    internal const string Reading = "read";
    internal const string Connecting = "connect";
    internal const string Negotiating = "negotiate";

    private static readonly TimeSpan ReadAgain = TimeSpan.FromMilliseconds(200);

    private readonly CsmsBench _bench;

    public CsmsRun(string id, CsmsBench bench) : base(id, bench.Conversation, bench.Time, bench.Trace, bench.Figures, bench.Settings)
    {
        _bench = bench;
        bench.Answers.Clear();
    }

    public int Connector => Settings.Connector;

    public string Tag => Settings.Tag;

    public bool Newest => _bench.Revision == Revision.R2025_11;

    public Dictionary<int, int> Running => _bench.Running;

    protected override IReadOnlyCollection<string> AlwaysFine => [];

    protected override IReadOnlyCollection<string> OnlyNoted => Housekeeping;

    /// <summary>The transaction of the connector under test.</summary>
    public int Transaction => _bench.Running.First(running => running.Value == Connector).Key;

    /// <summary>A reservation id that was not used before.</summary>
    public int NextReservation() => ++_bench.LastReservation;

    public bool Declared(string fact) => _bench.Facts.Contains(fact);

    public string Now(double inSeconds = 0) => CsmsBench.Stamp(Time.GetUtcNow() + Seconds(inSeconds));

    /// <summary>From here on the lab answers an action with this status.</summary>
    public void AnswerWith(string action, string status) => AnswerWith(action, _ => new JsonObject { ["status"] = status });

    public void AnswerWith(string action, Func<Frame, JsonObject> answer) => _bench.Answers[action] = answer;

    /// <summary>The operator has the CSMS send a CALL; the lab answers with the status and gives the CALL.</summary>
    /// <param name="payload">The values that the operator wants in it.</param>
    public async Task<Frame> Commanded(string action, object payload, string status = "Accepted")
    {
        AnswerWith(action, status);
        return await Commanded(action, payload, answer: null);
    }

    /// <param name="answer">What the lab answers; null for what is arranged already.</param>
    public async Task<Frame> Commanded(string action, object payload, Func<Frame, JsonObject>? answer)
    {
        if (answer is not null) AnswerWith(action, answer);
        var body = Body(payload);
        Step($"O: has it send {action} {Shortened(body)}");
        ThrowIfBroken();
        await Done(action, () => _bench.Operator.SendAsync(action, body));
        return await Expect(Expected.Any(action), Settings.LongTimeout);
    }

    /// <summary>The lab's station sends a CALL; the answer must be a result.</summary>
    public async Task<Answer> Send(string action, object payload)
    {
        var began = Time.GetTimestamp();
        var answer = await Call(action, payload);
        if (action == "Authorize") Figures.Add(Figures.CsmsAuthorize, Time.GetElapsedTime(began));
        return answer.Must(true, $"an answer to {action}");
    }

    /// <summary>The station's line breaks, and it connects again.</summary>
    public async Task Reconnects()
    {
        Step("L: drops the connection and connects again");
        await Done(Connecting, _bench.Dialer.ConnectAsync);
        await ExpectConnection();
    }

    /// <summary>What the CSMS makes of offered subprotocols.</summary>
    /// <param name="expected">Null where it must refuse.</param>
    public async Task Negotiates(IReadOnlyList<string> offered, string? expected)
    {
        Step($"L: offers the subprotocols {string.Join(", ", offered)}");
        string? chosen = null;
        await Done(Negotiating, async () => chosen = await _bench.Dialer.NegotiateAsync(offered), () => [("taken", chosen is not null), ("chosen", chosen)]);
        // Errata and whitepaper leave open how a connection without a common subprotocol is turned down (digest row 27).
        if (expected is null && chosen is { Length: 0 })
        {
            Remark("The connection without a common subprotocol was taken without one instead of being refused: both are fine.");
            return;
        }
        Check(chosen == expected, expected is null ? "a refused connection" : $"the subprotocol {expected}", chosen is null ? "it was refused" : $"it chose \"{chosen}\"");
    }

    /// <summary>The operator makes an id tag known.</summary>
    public async Task Knows(string tag, string status = "Accepted", string? parent = null)
    {
        Step($"O: makes the id tag {tag} known, {status}");
        await Done(Tagging, () => _bench.Operator.AddTagAsync(tag, status, parent));
    }

    /// <summary>Reads back what the CSMS has kept: right on the wire is not enough.</summary>
    public async Task Shows(CsmsRecord record, object key, params (string Name, string Value)[] values)
    {
        var what = $"{record} {key} with {string.Join(", ", values.Select(value => $"{value.Name} {value.Value}"))}";
        Step($"O: reads {what}");
        var wanted = values.ToDictionary(value => value.Name, value => value.Value);
        var until = Trace.Now + Seconds(Settings.Tolerances.ReadBack);
        var shown = false;
        await Done(
            Reading,
            async () =>
            {
                // What a CSMS does with an answer may take it a moment.
                while (!(shown = await _bench.Operator.ShowsAsync(record, $"{key}", wanted)) && Trace.Now < until) await Task.Delay(ReadAgain, Time);
            },
            () => [("of", what), ("shown", shown)]);
        Check(shown, $"the record {what}", "the CSMS does not show it");
    }

    protected override void Note(Heard heard)
    {
    }

    // Something is done at the desk or on the line; its end and what it gave are put down, so that it can be judged again.
    private async Task Done(string action, Func<Task> work, Func<(string Name, JsonNode? Value)[]>? gave = null)
    {
        try
        {
            await work();
            Trace.Add("done", [("case", Id), ("action", action), .. gave?.Invoke() ?? []]);
        }
        catch (Exception refused) when (refused is OperatorException or LabException)
        {
            Trace.Add("done", ("case", Id), ("action", action), ("refused", refused.Message), ("broke", refused is LabException));
            throw;
        }
    }
}
