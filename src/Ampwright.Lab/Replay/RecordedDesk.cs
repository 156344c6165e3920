using System.Text.Json.Nodes;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Replay;

/// <summary>The desk of a recorded run, and its line: what the CSMS showed then it shows again.</summary>
internal sealed class RecordedDesk(RecordedActions actions) : ICsmsOperator, IDialer
{
    private string _read = "";
    private bool _shown;

    // A run that was told no end point with TLS ended its cases before it dialled one.
    public bool HasTls => true;

    public Task RegisterAsync(int profile, string? password) => Task.CompletedTask;

    public Task SendAsync(string action, JsonObject payload) => actions.EndAsync(action);

    public Task RaiseProfileAsync(int profile) => actions.EndAsync(CsmsRun.Raising);

    public Task AddTagAsync(string tag, string status, string? parent) => actions.EndAsync(CsmsRun.Tagging);

    public async Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values)
    {
        var what = $"{record} {key} {string.Join(' ', values)}";
        // Only the end of a reading is recorded; until its time is over a case asks again.
        if (_read == what && !actions.Next(CsmsRun.Reading)) return _shown;
        _shown = (await actions.EndAsync(CsmsRun.Reading)).Holds("shown");
        _read = what;
        return _shown;
    }

    // The connection itself comes with the trace.
    public Task ConnectAsync(Pass pass) => actions.EndAsync(CsmsRun.Connecting);

    public async Task<string?> NegotiateAsync(Pass pass, IReadOnlyList<string> subprotocols)
    {
        var end = await actions.EndAsync(CsmsRun.Negotiating);
        return end.Holds("taken") ? end.Text("chosen") : null;
    }

    public Task DropAsync() => Task.CompletedTask;

    public async Task<TlsAnswer?> ShakeHandsAsync(Pass pass, int suite)
    {
        var end = await actions.EndAsync(CsmsRun.ShakingHands);
        return end.Holds("taken") ? new TlsAnswer(end.Text("host"), end.Text("version"), end.Text("certificate")) : null;
    }
}
