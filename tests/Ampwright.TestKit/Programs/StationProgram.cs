using System.Globalization;

namespace Ampwright.TestKit.Programs;

/// <summary>How a station process is started.</summary>
public sealed record StationStart
{
    public required Uri Url { get; init; }

    public required string Identity { get; init; }

    /// <summary>Null: it has none.</summary>
    public required string? Password { get; init; }

    /// <summary>The same endpoint behind TLS.</summary>
    public Uri? SecureUrl { get; init; }

    /// <summary>A file with the root that the CSMS's certificate must come from.</summary>
    public string? CsmsRoot { get; init; }

    /// <summary>A preset's name or the path of a product file.</summary>
    public string Product { get; init; } = "full";

    /// <summary>How many times as much as flows its meters count.</summary>
    public int MeterHaste { get; init; } = 1;

    /// <summary>First values of configuration keys, each KEY=VALUE.</summary>
    public IReadOnlyList<string> Configuration { get; init; } = [];
}

/// <summary>Our station as a process of its own, over a data folder that outlives it. It keeps the port of its control API over restarts.</summary>
public sealed class StationProgram : IAsyncDisposable
{
    private readonly List<RunningProgram> _lives = [];
    private readonly string _data;
    private readonly StationStart _start;
    private int _port;

    private StationProgram(string data, StationStart start)
    {
        _data = data;
        _start = start;
        Control = new StationControl(() => new Uri($"http://127.0.0.1:{_port}"));
    }

    /// <summary>What happens at the station: plug, card, network.</summary>
    public StationControl Control { get; }

    public string Identity => _start.Identity;

    /// <summary>Its control page.</summary>
    public Uri Page => new($"http://127.0.0.1:{_port}/");

    public RunningProgram Process => _lives[^1];

    /// <summary>What all its lives wrote.</summary>
    public string Report => string.Join('\n', _lives);

    public static async Task<StationProgram> StartAsync(string data, StationStart start)
    {
        Directory.CreateDirectory(data);
        if (start.Password is not null) await File.WriteAllTextAsync(Path.Combine(data, "password"), start.Password);
        var station = new StationProgram(data, start);
        await station.StartAgainAsync();
        return station;
    }

    /// <summary>Starts it over the data it left; returns once its control API serves.</summary>
    public async Task StartAgainAsync()
    {
        var life = RunningProgram.StartAssembly(
            $"{Identity}, life {_lives.Count + 1}",
            Repository.ProgramFile("Ampwright.Station.App", "ampwright-station"),
            [
                "--url", _start.Url.ToString(), "--identity", Identity, "--product", _start.Product,
                .. _start.Password is null ? Array.Empty<string>() : ["--password-file", Path.Combine(_data, "password")],
                .. _start.SecureUrl is { } secure ? (string[])["--secure-url", secure.ToString()] : [],
                .. _start.CsmsRoot is { } root ? (string[])["--csms-root", root] : [],
                "--meter-haste", _start.MeterHaste.ToString(CultureInfo.InvariantCulture),
                "--data", Path.Combine(_data, "station"), "--control-port", _port.ToString(CultureInfo.InvariantCulture),
                .. _start.Configuration.SelectMany(pair => (string[])["--config", pair]),
            ]);
        _lives.Add(life);
        if (_port == 0)
        {
            var line = await life.LineAsync(text => text.Contains("http://", StringComparison.Ordinal), "the line with its control API's address");
            _port = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(' ')[0]).Port;
        }

        await Eventually.HoldsAsync(
            async () => life.HasExited ? throw new InvalidOperationException($"The station ended while it was awaited.\n{life}") : await Control.IsReadyAsync(),
            "the station's GET /health/ready answers 200");
    }

    public Task KillAsync() => Process.KillAsync();

    /// <summary>SIGTERM; returns the exit code.</summary>
    public Task<int> TerminateAsync() => Process.TerminateAsync(CsmsProgram.LongestGoodbye);

    public async ValueTask DisposeAsync()
    {
        Control.Dispose();
        foreach (var life in _lives) await life.DisposeAsync();
    }
}
