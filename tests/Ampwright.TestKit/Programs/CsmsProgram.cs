using System.Globalization;

namespace Ampwright.TestKit.Programs;

/// <summary>Our CSMS as a process of its own, over a data folder that outlives it. It keeps its port over restarts.</summary>
public sealed class CsmsProgram : IAsyncDisposable
{
    public const string ApiToken = "an-owner-for-the-tests";

    /// <summary>Issue 2 and every init system: SIGTERM ends it cleanly within this.</summary>
    public static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly List<RunningProgram> _lives = [];
    private readonly string _data;
    private int _port;
    private string[] _database = [];
    private string[] _more = [];

    private CsmsProgram(string data)
    {
        _data = data;
        Api = new CsmsApi(() => new Uri($"http://127.0.0.1:{_port}"), ApiToken);
    }

    public CsmsApi Api { get; }

    /// <summary>Where stations connect: this, a slash and the identity.</summary>
    public Uri StationUrl => new($"ws://127.0.0.1:{_port}/ocpp");

    /// <summary>The same with TLS, where that was asked for by <c>--tls-port</c>.</summary>
    public Uri? SecureStationUrl { get; private set; }

    /// <summary>A program that becomes its next life, and its arguments.</summary>
    public IReadOnlyList<string> Under { get; set; } = [];

    public RunningProgram Process => _lives[^1];

    /// <summary>What all its lives wrote.</summary>
    public string Report => string.Join('\n', _lives);

    /// <param name="data">Its data folder.</param>
    /// <param name="database">The address of a PostgreSQL database; null for SQLite.</param>
    /// <param name="under">A program that becomes it, and its arguments, such as strace.</param>
    /// <param name="options">More of its options.</param>
    public static async Task<CsmsProgram> StartAsync(string data, string? database = null, IReadOnlyList<string>? under = null, params string[] options)
    {
        var csms = new CsmsProgram(data) { Under = under ?? [], _more = options };
        if (database is not null) csms._database = ["--database", database];
        await csms.StartAgainAsync();
        return csms;
    }

    /// <summary>Starts it over the data it left; returns once it serves.</summary>
    public async Task StartAgainAsync()
    {
        var life = RunningProgram.StartAssembly(
            $"CSMS, life {_lives.Count + 1}",
            Repository.ProgramFile("Ampwright.Csms", "ampwright-csms"),
            ["--data", _data, "--port", _port.ToString(CultureInfo.InvariantCulture), "--api-token", ApiToken, .. _database, .. _more],
            Under);
        _lives.Add(life);
        if (_port == 0)
        {
            var line = await life.LineAsync(text => text.Contains("/ocpp/IDENTITY", StringComparison.Ordinal), "the line with its addresses");
            var url = line[line.IndexOf("ws://", StringComparison.Ordinal)..];
            _port = new Uri(url).Port;
        }

        if (_more.Contains("--tls-port"))
        {
            var line = await life.LineAsync(text => text.Contains("wss://", StringComparison.Ordinal), "the line with its addresses behind TLS");
            var port = new Uri(line[line.IndexOf("wss://", StringComparison.Ordinal)..]).Port;
            SecureStationUrl = new Uri($"wss://localhost:{port}/ocpp");
        }

        await Eventually.HoldsAsync(
            async () => life.HasExited ? throw new InvalidOperationException($"The CSMS ended while it was awaited.\n{life}") : await Api.IsReadyAsync(),
            "GET /health/ready answers 200");
    }

    public Task KillAsync() => Process.KillAsync();

    /// <summary>SIGTERM; returns the exit code.</summary>
    public Task<int> TerminateAsync() => Process.TerminateAsync(LongestGoodbye);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        foreach (var life in _lives) await life.DisposeAsync();
    }
}
