using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <remarks>
/// How a CALL of the system is judged while a case waits for others:
/// <code>
/// 1 one of those waited for     taken; its checks decide
/// 2 one that may come           taken; its checks decide
/// 3 one that is always fine     passed over
/// 4 one that is only noted      a remark (test case document 1.2: shown to the tester)
/// 5 anything else               the case fails: messages come in the order of the scenario
/// </code>
/// </remarks>
internal abstract partial class CaseRun
{
    private readonly Queue<Heard> _inbox = [];
    private readonly List<Expected> _tolerated = [];
    private readonly List<Frame> _came = [];
    private TaskCompletionSource? _waiting;

    /// <summary>CALLs that are fine whenever they come.</summary>
    protected abstract IReadOnlyCollection<string> AlwaysFine { get; }

    /// <summary>CALLs that are noted where no step names them, and do not fail the case.</summary>
    protected abstract IReadOnlyCollection<string> OnlyNoted { get; }

    /// <summary>Waits for one CALL within the time for triggered functions.</summary>
    public async Task<Frame> Expect(Expected expected, double? within = null) => (await Expect([expected], within))[0];

    /// <summary>Waits for several CALLs in any order.</summary>
    /// <param name="within">In seconds; without it the time for triggered functions.</param>
    /// <returns>Those that came, in the order of their coming.</returns>
    public async Task<IReadOnlyList<Frame>> Expect(IReadOnlyList<Expected> expected, double? within = null)
    {
        var named = string.Join(", ", expected.Select(one => one.Optional ? $"{one.What} (optional)" : one.What));
        Step(expected.Count > 1 ? $"S: in any order: {named}" : $"S: {named}");
        var seconds = within ?? Settings.TriggeredTimeout;
        var until = Trace.Now + Seconds(seconds);
        var open = expected.ToList();
        var came = new List<Frame>();
        var instead = new List<string>();
        while (open.Any(one => !one.Optional))
        {
            if (await NextAsync(until) is not { } heard)
            {
                var missing = open.First(one => !one.Optional);
                throw new CaseException(
                    Verdict.Fail, missing.What, $"it did not come within {seconds:0.#} s{Instead(instead)}{Offline()}", null, missing.Clause);
            }
            if (heard.Call is not { } call)
            {
                instead.Add(heard.ToString());
                continue;
            }
            if (open.Find(one => one.Matches(call)) is { } match)
            {
                open.Remove(match);
                Judge(match, call);
                came.Add(call);
            }
            else
            {
                Unexpected(call, string.Join(" or ", open.Select(one => one.What)));
                instead.Add(heard.ToString());
            }
        }
        _tolerated.AddRange(open);
        return came;
    }

    /// <summary>From here on these CALLs may come.</summary>
    public void Tolerate(params ReadOnlySpan<Expected> expected) => _tolerated.AddRange(expected);

    /// <summary>Waits, and fails where one of the actions comes.</summary>
    public async Task Nothing(double seconds, params string[] forbidden)
    {
        Step(forbidden.Length > 0 ? $"S: for {seconds:0.#} s no {string.Join(", no ", forbidden)}" : $"L: waits {seconds:0.#} s");
        var until = Trace.Now + Seconds(seconds);
        while (await NextAsync(until) is { } heard)
        {
            if (heard.Call is not { } call) continue;
            if (forbidden.Contains(call.Action))
                throw new CaseException(Verdict.Fail, $"no {call.Action}", $"{call.Action} came: {call.Payload.GetRawText()}", call);
            Unexpected(call, forbidden.Length > 0 ? "nothing" : "no such message yet");
        }
    }

    /// <summary>Nothing at all may come.</summary>
    public async Task Silence(double seconds)
    {
        Step($"S: for {seconds:0.#} s nothing");
        var until = Trace.Now + Seconds(seconds);
        while (await NextAsync(until) is { } heard)
        {
            if (heard.Call is { } call) throw new CaseException(Verdict.Fail, "nothing", $"{call.Action} came: {call.Payload.GetRawText()}", call);
        }
    }

    /// <summary>Waits for a CALL that may as well not come; the case goes on without it.</summary>
    public async Task<Frame?> Maybe(Expected expected, double within)
    {
        Step($"S: {expected.What} (optional)");
        var until = Trace.Now + Seconds(within);
        while (await NextAsync(until) is { } heard)
        {
            if (heard.Call is not { } call) continue;
            if (!expected.Matches(call))
            {
                Unexpected(call, expected.What);
                continue;
            }
            Judge(expected, call);
            return call;
        }
        return null;
    }

    /// <summary>Whether a CALL of the action has come in this case, asked for or not.</summary>
    public bool Came(string action, Func<Frame, bool>? which = null) => _came.Exists(call => call.Action == action && which?.Invoke(call) != false);

    /// <summary>The newest CALL of the action in this case; null where none came.</summary>
    public Frame? LastOf(string action, Func<Frame, bool>? which = null) => _came.FindLast(call => call.Action == action && which?.Invoke(call) != false);

    /// <summary>The CALL that came before this one; null where there is none.</summary>
    public Frame? LastBefore(Frame call) => _came.FindLast(other => other.Number < call.Number);

    /// <summary>Waits for a CALL that the case's text marks with a question mark: only a remark where it does not come.</summary>
    public Task ExpectDoubtful(Expected expected) => ExpectDoubtful([expected]);

    /// <summary>The same for several in any order.</summary>
    /// <returns>Those that came.</returns>
    public async Task<IReadOnlyList<Frame>> ExpectDoubtful(IReadOnlyList<Expected> expected)
    {
        Step($"S: in any order, doubtful: {string.Join(", ", expected.Select(one => one.What))}");
        var until = Trace.Now + Seconds(Settings.TriggeredTimeout);
        var open = expected.ToList();
        var came = new List<Frame>();
        while (open.Count > 0 && await NextAsync(until) is { } heard)
        {
            if (heard.Call is not { } call) continue;
            if (open.Find(one => one.Matches(call)) is not { } match)
            {
                Unexpected(call, string.Join(" or ", open.Select(one => one.What)));
                continue;
            }
            open.Remove(match);
            Judge(match with { Doubtful = true }, call);
            came.Add(call);
        }
        foreach (var missing in open) CheckDoubtful(false, missing.What, "it did not come");
        return came;
    }

    /// <summary>Fails where a CALL of the action is among those that came and were not asked for yet.</summary>
    public void NothingYet(string action)
    {
        if (_inbox.FirstOrDefault(heard => heard.Call?.Action == action)?.Call is { } call)
            throw new CaseException(Verdict.Fail, $"no {action} here", $"{action} came: {call.Payload.GetRawText()}", call);
    }

    /// <summary>Waits until the system has connected anew.</summary>
    public async Task<Handshake> ExpectConnection(double? within = null)
    {
        Step("S: connects");
        string? turnedAway = null;
        var until = Trace.Now + Seconds(within ?? Settings.LongTimeout);
        while (await NextAsync(until) is { } heard)
        {
            // Some stations boot after a lost connection, most do not: both are fine (digest row 1).
            turnedAway = heard.Knocked ?? turnedAway;
            if (heard.Opened is null) continue;
            _tolerated.Add(Expected.Any("BootNotification"));
            return heard.Opened;
        }
        throw new CaseException(Verdict.Fail, "a new connection", $"none came within {within ?? Settings.LongTimeout:0.#} s{(turnedAway is null ? "" : $"; an attempt was turned away: {turnedAway}")}");
    }

    /// <summary>Waits until the system has tried to connect and stayed outside.</summary>
    /// <returns>Whether it stayed outside; false where it came in, null where it never tried.</returns>
    public async Task<bool?> StaysOutside(string why) => !await TriesToConnect($"tries to connect and stays outside: {why}");

    /// <summary>Waits until the system has tried to connect, whether or not it may.</summary>
    /// <returns>Whether it came in; null where it never tried.</returns>
    public async Task<bool?> TriesToConnect(string step)
    {
        Step($"S: {step}");
        var until = Trace.Now + Seconds(Settings.LongTimeout);
        while (await NextAsync(until) is { } heard)
        {
            if (heard.Opened is not null) return true;
            if (heard.Knocked is not null) return false;
        }
        return null;
    }

    /// <summary>Waits, and fails where the system comes in.</summary>
    public async Task NoConnection(double seconds)
    {
        Step($"S: for {seconds:0.#} s no connection");
        var until = Trace.Now + Seconds(seconds);
        while (await NextAsync(until) is { } heard)
        {
            if (heard.Opened is not null) throw new CaseException(Verdict.Fail, "no connection", "it connected");
        }
    }

    /// <summary>Waits until the system has ended the connection by itself.</summary>
    /// <returns>Whether it has.</returns>
    public async Task<bool> GoesDownByItself()
    {
        await ExpectGone();
        return !Conversation.Connected;
    }

    /// <summary>Waits until the connection has ended, or goes on after a while: hands act only on a station that is down.</summary>
    public async Task ExpectGone()
    {
        Step("S: goes down");
        var until = Trace.Now + Seconds(Settings.TriggeredTimeout);
        while (Conversation.Connected && await NextAsync(until) is { } heard)
        {
            if (heard.Call is { } call) Unexpected(call, "the end of the connection");
        }
    }

    /// <summary>What has been heard and not been asked for yet is set aside.</summary>
    protected void Forget() => _inbox.Clear();

    /// <summary>The next that comes from the system; null once the time is over.</summary>
    protected async Task<Heard?> NextAsync(TimeSpan until)
    {
        while (true)
        {
            ThrowIfBroken();
            if (_inbox.TryDequeue(out var heard)) return heard;
            var left = until - Trace.Now;
            if (left <= TimeSpan.Zero) return null;
            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            // A source counts whole milliseconds and cuts the rest off: never too early, or this would spin.
            using var given = new CancellationTokenSource(Seconds(Math.Ceiling(left.TotalMilliseconds) / 1000), Time);
            await using var _ = given.Token.Register(Wake);
            await _waiting.Task;
        }
    }

    /// <summary>Takes note of something that came, before the case sees it.</summary>
    protected virtual void Note(Heard heard)
    {
    }

    private void Judge(Expected expected, Frame call)
    {
        if (expected.Check(call) is not { } wrong) return;
        if (expected.Doubtful) CheckDoubtful(false, expected.What, wrong);
        else throw new CaseException(Verdict.Fail, expected.What, wrong, call, expected.Clause);
    }

    private void Unexpected(Frame call, string expected)
    {
        if (_tolerated.Find(one => one.Matches(call)) is { } fine)
        {
            _tolerated.Remove(fine);
            Judge(fine, call);
        }
        else if (OnlyNoted.Contains(call.Action))
        {
            Remark($"Not expected here: {call.Action} {call.Payload.GetRawText()}");
        }
        else if (!AlwaysFine.Contains(call.Action))
        {
            throw new CaseException(
                Verdict.Fail, expected, $"{call.Action} came: {call.Payload.GetRawText()}", call, "messages come in the order of the scenario");
        }
    }

    private void Hear(Heard heard)
    {
        Note(heard);
        if (heard.Call is { } call) _came.Add(call);
        _inbox.Enqueue(heard);
        Wake();
    }

    private void Wake() => _waiting?.TrySetResult();

    private string Offline() => Conversation.Connected ? "" : "; the system is not connected";

    private static string Instead(List<string> instead) => instead.Count == 0 ? "" : $"; instead came {string.Join(", ", instead.TakeLast(4))}";
}
