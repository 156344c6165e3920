using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers.Lab;

/// <summary>The lab's own process over a system that is not ours, and its report.</summary>
internal sealed class LabRun : IAsyncDisposable
{
    /// <summary>As which station the lab comes, or one comes to the lab.</summary>
    public const string Identity = "LAB-1";

    private readonly TemporaryFolder _folder = new();
    private RunningProgram? _lab;

    /// <summary>Starts the lab with short waits and these arguments.</summary>
    public void Start(params IEnumerable<string> arguments)
    {
        var settings = Write("settings.json", """{"heartbeatInterval":1,"messageTimeout":8,"triggeredTimeout":20,"longTimeout":30,"tolerances":{"readBack":0.5}}""");
        _lab = RunningProgram.StartAssembly(
            "the lab",
            Repository.ProgramFile("Ampwright.Lab", "ampwright-lab"),
            [.. arguments, "--settings", settings, "--report", _folder["report"], "--authority", _folder["authority"]]);
    }

    /// <summary>Whoever sits at the terminal says that it is done.</summary>
    public Task EnterAsync() => _lab!.WriteLineAsync("");

    /// <summary>The port that it listens on, once it does.</summary>
    public async Task<string> PortAsync()
    {
        var line = await _lab!.LineAsync(line => line.StartsWith("Listening on ws://", StringComparison.Ordinal), "it listens");
        return line.Split('/')[2].Split(':')[1];
    }

    /// <summary>Waits for its end, and gives its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await Eventually.HoldsAsync(() => _lab!.HasExited, "the lab ends", TimeSpan.FromMinutes(3));
        return _lab!.ExitCode;
    }

    /// <summary>Waits for its end, and gives each case's verdict in the order of their ids, such as <c>TC_001_CSMS pass</c>.</summary>
    public async Task<IReadOnlyList<string>> VerdictsAsync()
    {
        Assert.True(await EndedAsync() is 0 or 1, $"{_lab}");
        return [.. Cases().Select(one => $"{one.GetProperty("id").GetString()} {one.GetProperty("verdict").GetString()}").Order(StringComparer.Ordinal)];
    }

    /// <summary>What a case found in place of what it expected.</summary>
    public string Found(string id) => Cases().Single(one => one.GetProperty("id").GetString() == id).GetProperty("detail").GetProperty("found").GetString()!;

    /// <summary>Where a system may write in this run.</summary>
    public string Folder(string name) => _folder[name];

    /// <summary>A file of the run; its path.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(_folder[name], content);
        return _folder[name];
    }

    /// <summary>A mapping file of the peers, with where the peer listens in it.</summary>
    public string Mapping(string file, string host, string port) =>
        Write(file, File.ReadAllText(Path.Combine(Node.PeersFolder, file)).Replace($"http://{host}/", $"http://127.0.0.1:{port}/", StringComparison.Ordinal));

    public override string ToString() => $"{_lab}";

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{_lab}");
        if (_lab is not null) await _lab.DisposeAsync();
        _folder.Dispose();
    }

    private List<JsonElement> Cases() =>
        [.. JsonElement.Parse(File.ReadAllText(Path.Combine(_folder["report"], "report.json"))).GetProperty("cases").EnumerateArray()];
}
