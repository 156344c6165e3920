using System.Text.Json.Nodes;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Tests.Peers;

/// <summary>
/// Right until the case begins; from then on it says what a CSMS said in a good run that was recorded before, at the same instants, whatever the
/// lab says, and its desk shows what was shown then.
/// </summary>
internal sealed class BlindCsms(TimeProvider time, ModelCsms before, IReadOnlyList<TraceLine> recorded) : ICsmsOperator, IDialer
{
    private readonly Queue<bool> _shown = [];
    private MemorySocket? _socket;
    private bool _blind;

    public bool HasTls => true;

    /// <summary>The case begins.</summary>
    public async Task BeginAsync()
    {
        await before.DropAsync();
        _blind = true;
        foreach (var read in recorded.Where(line => line.What == "done" && line.Text("action") == CsmsRun.Reading)) _shown.Enqueue(read.Holds("shown"));
        Open();
        Play();
    }

    public Task ConnectAsync(Pass pass)
    {
        if (!_blind) return before.ConnectAsync(pass);
        Open();
        return Task.CompletedTask;
    }

    public Task DropAsync()
    {
        if (!_blind) return before.DropAsync();
        Close();
        return Task.CompletedTask;
    }

    public Task<string?> NegotiateAsync(Pass pass, IReadOnlyList<string> subprotocols) => before.NegotiateAsync(pass, subprotocols);

    public Task<TlsAnswer?> ShakeHandsAsync(Pass pass, int suite) => before.ShakeHandsAsync(pass, suite);

    public Task RegisterAsync(int profile, string? password) => Task.CompletedTask;

    public Task SendAsync(string action, JsonObject payload) => _blind ? Task.CompletedTask : before.SendAsync(action, payload);

    public Task RaiseProfileAsync(int profile) => Task.CompletedTask;

    public Task AddTagAsync(string tag, string status, string? parent) => before.AddTagAsync(tag, status, parent);

    public Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values) =>
        Task.FromResult(!_shown.TryDequeue(out var shown) || shown);

    private void Open()
    {
        Close();
        before.Lab!.Conversation.Opened(_socket = new MemorySocket(_ => { }, () => { }), new Handshake { Path = "/LAB-1", Subprotocols = ["ocpp1.6"] });
    }

    private void Close()
    {
        if (_socket is not { } old) return;
        old.Gone = true;
        _socket = null;
        before.Lab!.Conversation.Closed(old, "the line broke");
    }

    private async void Play()
    {
        foreach (var line in recorded.SkipWhile(line => line.What != "case").Where(line => line.What == "frame" && line.Text("from") == "system"))
        {
            var left = line.Since - before.Lab!.Trace.Now;
            if (left > TimeSpan.Zero) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time);
            if (_socket is { } socket) before.Lab.Conversation.Received(socket, line.Text("text"));
        }
    }
}
