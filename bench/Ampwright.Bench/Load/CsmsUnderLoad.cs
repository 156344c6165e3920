using System.Net;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Load;

/// <summary>The real program on the servers' core, over a database that starts empty, with the stations of a fleet registered.</summary>
internal sealed class CsmsUnderLoad : IAsyncDisposable
{
    private readonly TemporaryFolder? _own;
    private readonly string _folder;
    private readonly CsmsProgram _program;

    private CsmsUnderLoad(TemporaryFolder? own, string folder, CsmsProgram program)
    {
        _own = own;
        _folder = folder;
        _program = program;
    }

    public CsmsApi Api => _program.Api;

    public IPEndPoint Address => IPEndPoint.Parse(_program.StationUrl.Authority);

    public ServerProcess Process => new(_program.Process.Id);

    public string DatabaseFile => Path.Combine(_folder, "csms.db");

    /// <param name="stations">How many to register; each has an id tag of its own.</param>
    /// <param name="database">The address of an empty PostgreSQL database; null for SQLite.</param>
    public static async Task<CsmsUnderLoad> StartAsync(int stations, string? database = null)
    {
        var own = new TemporaryFolder();
        var csms = new CsmsUnderLoad(own, own.Path, await CsmsProgram.StartAsync(own.Path, database, Cores.OfServers));
        await csms.RegisterAsync(stations);
        return csms;
    }

    /// <summary>Over a data folder that stays afterwards, whatever is in it.</summary>
    public static async Task<CsmsUnderLoad> StartOverAsync(string folder) => new(null, folder, await CsmsProgram.StartAsync(folder, under: Cores.OfServers));

    public async Task RegisterAsync(int stations)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, stations), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            await Api.RegisterStationAsync($"LOAD-{number:00000}");
            await Api.AddIdTagAsync(IdTag(number));
        });
    }

    public static string IdTag(int number) => $"TAG{number:00000}";

    public Task LogMessagesAsync(bool on) => Api.SendAsync(HttpMethod.Put, "messages/settings", new { enabled = on, keepDays = 30, keepMegabytes = 1024 });

    /// <summary>Frames that the message log lost to pressure since the program started.</summary>
    public async Task<long> DroppedFramesAsync() => (await Api.SendAsync(HttpMethod.Get, "messages/settings")).GetProperty("dropped").GetInt64();

    /// <summary>SIGTERM, while the stations are connected.</summary>
    public Task<int> StopAsync() => _program.TerminateAsync();

    /// <summary>Waits until it has done what it does after the answers, such as examining what was stopped.</summary>
    public async Task IdleAsync()
    {
        while (await Process.CoresWhileAsync(() => Task.Delay(1000)) > 0.05)
        {
            // Once more.
        }
    }

    public Task StartAgainAsync() => _program.StartAgainAsync();

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _own?.Dispose();
    }
}
