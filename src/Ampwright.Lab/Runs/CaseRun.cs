using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Conformance;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs;

/// <summary>A case being run: what it does, hears and notes. Everything happens on one thread.</summary>
internal abstract partial class CaseRun
{
    private readonly List<Step> _steps = [];
    private readonly List<string> _remarks = [];
    private readonly List<Reading> _readings = [];
    private CaseException? _broken;

    protected CaseRun(string id, Conversation conversation, TimeProvider time, RunTrace trace, Figures figures, RunSettings settings)
    {
        (Id, Conversation, Time, Trace, Figures, Settings) = (id, conversation, time, trace, figures, settings);
        conversation.IdPrefix = id;
        conversation.Sent = 0;
        conversation.Listen = Hear;
        conversation.Blame = Break;
    }

    public string Id { get; }

    public RunSettings Settings { get; }

    public TimeProvider Time { get; }

    public Figures Figures { get; }

    public IReadOnlyList<Step> Steps => _steps;

    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>How the system read ambiguous clauses in this case.</summary>
    public IReadOnlyList<Reading> Readings => _readings;

    /// <summary>The step in hand, for who watches the run.</summary>
    public Action<Step> OnStep { get; set; } = _ => { };

    protected Conversation Conversation { get; }

    protected RunTrace Trace { get; }

    /// <summary>A step of the case begins.</summary>
    public void Step(string text)
    {
        var step = new Step(_steps.Count + 1, Trace.Secrets.Masked(text), Trace.Now);
        _steps.Add(step);
        Trace.Add("step", ("case", Id), ("step", step.Number), ("text", step.Text));
        OnStep(step);
    }

    /// <summary>Something worth reading that does not decide.</summary>
    public void Remark(string text)
    {
        text = Trace.Secrets.Masked(text);
        if (_remarks.Contains(text)) return;
        _remarks.Add(text);
        Trace.Add("remark", ("case", Id), ("text", text));
    }

    /// <summary>The system read an ambiguous clause in one of its ways.</summary>
    public void Met(Reading reading)
    {
        if (_readings.Contains(reading)) return;
        _readings.Add(reading);
        Trace.Add("reading", ("case", Id), ("row", reading.Row), ("taken", reading.Taken));
    }

    /// <summary>A check of the case's text.</summary>
    public void Check(bool holds, string what, string found, Frame? frame = null)
    {
        Trace.Add("check", ("case", Id), ("expected", what), ("holds", holds));
        if (!holds) throw new CaseException(Verdict.Fail, what, found, frame);
    }

    /// <summary>A check that the case's text marks with a question mark: only a remark where it does not hold.</summary>
    public void CheckDoubtful(bool holds, string what, string found)
    {
        if (!holds) Remark($"Doubtful check: expected {what}; {found}");
    }

    /// <summary>Sends a CALL and gives the system's answer.</summary>
    public async Task<Answer> Call(string action, object payload)
    {
        var body = Body(payload);
        var asked = $"{action} {Shortened(body)}";
        Step($"L: {asked}");
        ThrowIfBroken();
        try
        {
            var answer = await Conversation.CallAsync(action, body, Seconds(Settings.MessageTimeout));
            Answered(action, answer);
            return new Answer(asked, answer);
        }
        finally
        {
            // A broken rule comes first: it may be why there is no answer.
            ThrowIfBroken();
        }
    }

    /// <summary>Takes note of an answer, before the case sees it.</summary>
    protected virtual void Answered(string action, Frame answer)
    {
    }

    /// <summary>Ends the case where a rule was broken.</summary>
    public void ThrowIfBroken()
    {
        if (_broken is { } broken) throw broken;
    }

    internal static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    protected static JsonObject Body(object payload) => payload as JsonObject ?? (JsonObject)JsonSerializer.SerializeToNode(payload, JsonSerializerOptions.Web)!;

    protected static string Shortened(JsonObject body)
    {
        var text = body.ToJsonString();
        return text.Length > 160 ? text[..160] + "…" : text;
    }

    private void Break(Breach breach, Frame? frame)
    {
        _broken ??= new CaseException(Verdict.Fail, "frames that keep to the standard", breach.What, frame, breach.Clause) { IsBreach = true };
        Wake();
    }
}
