using System.Globalization;
using Ampwright.Bench.Load;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Stations;

/// <summary>The real program with one station or many, on the servers' core, over an empty folder.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    private FleetProcess(DecentCsms csms, int? count, string[] configuration)
    {
        Program = RunningProgram.StartAssembly(
            "stations",
            Repository.ProgramFile("Ampwright.Station.App", "ampwright-station"),
            [
                "--url", $"{csms.Address}", "--identity", "BENCH", "--data", _folder.Path, "--control-port", "0",
                .. count is { } many ? (string[])["--count", many.ToString(CultureInfo.InvariantCulture)] : [],
                .. configuration.SelectMany(pair => (string[])["--config", pair]),
            ],
            Cores.OfServers);
        Process = new ServerProcess(Program.Id);
    }

    public RunningProgram Program { get; }

    public ServerProcess Process { get; }

    /// <summary>Bytes the program has had written to a disk, and bytes it has handed to any file or socket.</summary>
    public (long ToDisk, long InAll) Written()
    {
        var lines = File.ReadAllLines($"/proc/{Program.Id}/io").Select(line => line.Split(": ")).ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        return (lines["write_bytes"], lines["wchar"]);
    }

    /// <summary>Files of the stations' folders that it holds open.</summary>
    public int OpenFiles() => Directory.EnumerateFiles($"/proc/{Program.Id}/fd").Count(link => new FileInfo(link).LinkTarget?.StartsWith(Path.Combine(_folder.Path, "BENCH"), StringComparison.Ordinal) == true);

    /// <summary>Starts it; returns at once.</summary>
    public static FleetProcess Begin(DecentCsms csms, int? count = null, params string[] configuration) => new(csms, count, configuration);

    /// <summary>Starts it and waits until all its stations have told the status of all their connectors.</summary>
    public static async Task<FleetProcess> StartAsync(DecentCsms csms, int count, params string[] configuration)
    {
        var told = 0;
        csms.Heard = call =>
        {
            if (call.Action == "StatusNotification") Interlocked.Increment(ref told);
        };
        var fleet = Begin(csms, count, configuration);
        await Eventually.HoldsAsync(
            () => fleet.Program.HasExited ? throw new InvalidOperationException($"{fleet.Program}") : Volatile.Read(ref told) >= 3 * count,
            $"{count} stations have told their statuses", TimeSpan.FromMinutes(10));
        csms.Heard = null;
        return fleet;
    }

    /// <summary>Plugs a car in at connector 1 of every station.</summary>
    public async Task PlugAllAsync(IEnumerable<string> identities)
    {
        var line = await Program.LineAsync(text => text.Contains("http://", StringComparison.Ordinal), "the line with its control page");
        var root = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]);
        await Parallel.ForEachAsync(identities, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (identity, _) =>
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(root, $"/api/stations/{identity}/connectors/1/plug"), new { }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
