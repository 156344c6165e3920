using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Certificates;
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
        "GetInstalledCertificateIds", "InstallCertificate", "GetCompositeSchedule",
    ];

    // What the trace calls actions that are no commands.
    internal const string Tagging = "tag";
    internal const string Reading = "read";
    internal const string Connecting = "connect";
    internal const string Negotiating = "negotiate";
    internal const string ShakingHands = "shake hands";
    internal const string Raising = "raise";

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

    public CertificateStand Certificates => _bench.Certificates;

    /// <summary>What the lab's station comes by.</summary>
    public Pass Pass => _bench.Pass;

    /// <summary>The roots that the lab's station holds, by their use.</summary>
    public List<(string Type, X509Certificate2 Root)> Roots => _bench.Roots;

    /// <summary>As which station the lab comes.</summary>
    public string Identity => Conversation.Handshake!.Identity;

    /// <summary>Whether the run was told an end point with TLS.</summary>
    public bool HasTls => _bench.Dialer.HasTls;

    protected override IReadOnlyCollection<string> AlwaysFine => [];

    protected override IReadOnlyCollection<string> OnlyNoted => Housekeeping;

    /// <summary>The transaction of the connector under test.</summary>
    public int Transaction => _bench.Running.First(running => running.Value == Connector).Key;

    public static JsonObject Accepting(Frame call) => new() { ["status"] = "Accepted" };

    /// <summary>An id for GetLog or SignedUpdateFirmware that was not used before.</summary>
    public int NextRequest() => ++_bench.LastRequest;

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
        await Done(Connecting, () => _bench.Dialer.ConnectAsync(_bench.Pass));
        await ExpectConnection();
    }

    /// <summary>The same by another pass, which must open the door; from now on it is the station's.</summary>
    public async Task Reconnects(Pass pass, string by)
    {
        Step($"L: connects {by}");
        try
        {
            await Done(Connecting, () => _bench.Dialer.ConnectAsync(pass));
        }
        catch (LabException refused)
        {
            throw new CaseException(Verdict.Fail, $"the connection {by} is taken", refused.Message);
        }
        _bench.Pass = pass;
        await ExpectConnection();
    }

    /// <summary>Whether another pass opens the door; the connection is dropped either way.</summary>
    public async Task<bool> OpensTheDoor(Pass pass, string by)
    {
        Step($"L: tries to connect {by}");
        string? chosen = null;
        await Done(Negotiating, async () => chosen = await _bench.Dialer.NegotiateAsync(pass, ["ocpp1.6"]), () => [("taken", chosen is not null), ("chosen", chosen)]);
        return chosen is not null;
    }

    /// <summary>Another pass must not open the door.</summary>
    public async Task IsTurnedAway(Pass pass, string by) => Check(!await OpensTheDoor(pass, by), $"no connection {by}", "it was taken");

    /// <summary>What the CSMS makes of a handshake with one suite alone.</summary>
    public async Task<TlsAnswer?> ShakesHands(int suite)
    {
        Step($"L: shakes hands with the suite {TlsSuites.Name(suite)} alone");
        TlsAnswer? answer = null;
        await Done(
            ShakingHands,
            async () => answer = await _bench.Dialer.ShakeHandsAsync(_bench.Pass, suite),
            () => [("taken", answer is not null), ("host", answer?.Host), ("version", answer?.Version), ("certificate", answer?.Certificate)]);
        return answer;
    }

    /// <summary>The line is dropped without a word.</summary>
    public Task Drops() => _bench.Dialer.DropAsync();

    /// <summary>What the CSMS makes of offered subprotocols.</summary>
    /// <param name="expected">Null where it must refuse.</param>
    public async Task Negotiates(IReadOnlyList<string> offered, string? expected)
    {
        Step($"L: offers the subprotocols {string.Join(", ", offered)}");
        string? chosen = null;
        await Done(Negotiating, async () => chosen = await _bench.Dialer.NegotiateAsync(_bench.Pass, offered), () => [("taken", chosen is not null), ("chosen", chosen)]);
        // Errata and whitepaper leave open how a connection without a common subprotocol is turned down (digest row 27).
        if (expected is null) Met(new Reading(27, chosen is null ? "refused" : "taken without one, then closed"));
        if (expected is null && chosen is { Length: 0 })
        {
            Remark("The connection without a common subprotocol was taken without one instead of being refused: both are fine.");
            return;
        }
        Check(chosen == expected, expected is null ? "a refused connection" : $"the subprotocol {expected}", chosen is null ? "it was refused" : $"it chose \"{chosen}\"");
    }

    /// <summary>The operator has the station's security profile raised; the CSMS may do what it takes before it tells the station.</summary>
    public async Task<Frame> RaisesProfile(int profile, Func<Frame, JsonObject> answer)
    {
        AnswerWith("ChangeConfiguration", answer);
        Step($"O: has the station's security profile raised to {profile}");
        ThrowIfBroken();
        await Done(Raising, () => _bench.Operator.RaiseProfileAsync(profile));
        return await Expect(
            new Expected($"ChangeConfiguration SecurityProfile {profile}", "ChangeConfiguration", call => call.Text("key") == "SecurityProfile", _ => null).With("value", $"{profile}"),
            Settings.LongTimeout);
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
        var what = values.Length == 0 ? $"{record} {key}" : $"{record} {key} with {string.Join(", ", values.Select(value => $"{value.Name} {value.Value}"))}";
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

    /// <summary>What was taken away is not shown any more.</summary>
    public async Task ShowsNoMore(CsmsRecord record, object key)
    {
        Step($"O: reads that there is no {record} {key} any more");
        var until = Trace.Now + Seconds(Settings.Tolerances.ReadBack);
        var shown = true;
        await Done(
            Reading,
            async () =>
            {
                while ((shown = await _bench.Operator.ShowsAsync(record, $"{key}", new Dictionary<string, string>())) && Trace.Now < until) await Task.Delay(ReadAgain, Time);
            },
            () => [("of", $"{record} {key}"), ("shown", shown)]);
        Check(!shown, $"no {record} {key}", "the CSMS still shows it");
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
