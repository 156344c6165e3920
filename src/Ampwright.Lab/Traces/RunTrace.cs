using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Reports;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Traces;

/// <summary>
/// Everything of a run, in order, one JSON object a line: <c>{"n":7,"at":"2026-…Z","ms":1234.5,"what":"frame","from":"system","text":"[2,…]"}</c>.
/// Both clocks stand on every line: <c>at</c> is the wall clock, <c>ms</c> the monotonic one since the run began.
/// </summary>
internal sealed class RunTrace(TimeProvider time, TextWriter? file) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MarkBytes = 3;

    private readonly long _began = time.GetTimestamp();
    private TextWriter? _file = file;
    private int _number;

    /// <summary>What the ids of the lab's CALLs in this run bear, so that recorded answers of another run fit none of them.</summary>
    public string Mark { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkBytes));

    /// <summary>The name of its file; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>What stands as stars in it.</summary>
    public Secrets Secrets { get; } = new();

    /// <summary>Since the run began.</summary>
    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Puts a line down.</summary>
    /// <returns>Its number, from 1.</returns>
    public int Add(string what, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        _number++;
        if (_file is null) return _number;
        var line = new JsonObject
        {
            ["n"] = _number,
            ["at"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            ["ms"] = Math.Round(Now.TotalMilliseconds, 3),
            ["what"] = what,
        };
        foreach (var (name, value) in members) line[name] = value is JsonValue text && text.TryGetValue<string>(out var said) ? Secrets.Masked(said) : value;
        _file.WriteLine(line.ToJsonString(Plainly));
        return _number;
    }

    /// <summary>The first line: what the run was made with, so that it can be judged again.</summary>
    /// <param name="connected">The security profile by which the system comes.</param>
    /// <param name="password">Whether the run knows its password.</param>
    public void Begin(Side side, Revision revision, RunSettings settings, IReadOnlySet<string> facts, int connected, bool password = false) => Add(
        "run",
        ("system", side == Side.Station ? "station" : "csms"),
        ("revision", revision.Text()),
        ("mark", Mark),
        ("settings", JsonSerializer.SerializeToNode(settings, ReportJson.Options)),
        ("connected", connected),
        ("password", password),
        ("facts", new JsonArray([.. facts.Order().Select(fact => (JsonNode)fact)])));

    public void Flush() => _file?.Flush();

    /// <summary>The file is whole. What comes later, such as the end of a last connection, is not put down any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _file, null) is { } whole) await whole.DisposeAsync();
    }
}
