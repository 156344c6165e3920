using System.Net;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Load;

/// <summary>The real program on the servers' core, over a database that starts empty, with the stations of a fleet registered.</summary>
internal sealed class CsmsUnderLoad : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly CsmsProgram _program;

    private CsmsUnderLoad(TemporaryFolder folder, CsmsProgram program)
    {
        _folder = folder;
        _program = program;
    }

    public CsmsApi Api => _program.Api;

    public IPEndPoint Address => IPEndPoint.Parse(_program.StationUrl.Authority);

    public ServerProcess Process => new(_program.Process.Id);

    public string DatabaseFile => Path.Combine(_folder.Path, "csms.db");

    /// <param name="stations">How many to register; each has an id tag of its own.</param>
    /// <param name="database">The address of an empty PostgreSQL database; null for SQLite.</param>
    public static async Task<CsmsUnderLoad> StartAsync(int stations, string? database = null)
    {
        var folder = new TemporaryFolder();
        var csms = new CsmsUnderLoad(folder, await CsmsProgram.StartAsync(folder.Path, database, Cores.OfServers));
        await Parallel.ForEachAsync(Enumerable.Range(0, stations), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            await csms.Api.RegisterStationAsync($"LOAD-{number:00000}");
            await csms.Api.AddIdTagAsync(IdTag(number));
        });
        return csms;
    }

    public static string IdTag(int number) => $"TAG{number:00000}";

    public Task LogMessagesAsync(bool on) => Api.SendAsync(HttpMethod.Put, "messages/settings", new { enabled = on, keepDays = 30, keepMegabytes = 1024 });

    /// <summary>Frames that the message log lost to pressure since the program started.</summary>
    public async Task<long> DroppedFramesAsync() => (await Api.SendAsync(HttpMethod.Get, "messages/settings")).GetProperty("dropped").GetInt64();

    /// <summary>SIGTERM, while the stations are connected.</summary>
    public Task<int> StopAsync() => _program.TerminateAsync();

    public Task StartAgainAsync() => _program.StartAgainAsync();

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _folder.Dispose();
    }
}
