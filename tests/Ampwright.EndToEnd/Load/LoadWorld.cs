using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Load;

/// <summary>A CSMS as a process, on SQLite or on a PostgreSQL server of its own, stations that charge without end, and the ledger of what they were told.</summary>
internal sealed class LoadWorld : IAsyncDisposable
{
    private const int Stations = 6;
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _noMoreSessions = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _load = [];
    private readonly List<string> _identities = [];

    private Audit _audit = null!;

    private LoadWorld()
    {
    }

    public CsmsProgram Csms { get; private set; } = null!;

    /// <summary>Where the CSMS keeps its data, when that is PostgreSQL.</summary>
    public PostgresServer? Server { get; private set; }

    public Ledger Ledger { get; } = new();

    /// <summary>Starts it and the load.</summary>
    public static async Task<LoadWorld> StartAsync(bool onPostgres)
    {
        if (onPostgres && PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        var world = new LoadWorld();
        try
        {
            await world.BeginAsync(onPostgres);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until so many more messages were answered: with six stations there is then always something sent and not yet answered.</summary>
    public Task AnswersAsync(int count, string what)
    {
        var until = Ledger.Answered + count;
        return Eventually.HoldsAsync(() => Ledger.Answered >= until || _load.Exists(station => station.IsFaulted), $"{what}: the load gets its answers");
    }

    /// <summary>Holds the CSMS against the ledger.</summary>
    public Task CheckAsync() => _audit.CheckAsync(_identities);

    /// <summary>Brings every session to its end and holds the CSMS against the ledger.</summary>
    public async Task EndAsync()
    {
        await _noMoreSessions.CancelAsync();
        await Task.WhenAll(_load).WaitAsync(Eventually.Deadline, TimeProvider.System);
        await CheckAsync();
        Assert.All(Ledger.Entries, entry => Assert.True(entry.StopAnswered));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Ledger.Entries.Count} sessions, {Ledger.Answered} answers, {Ledger.Retried} retries, {Ledger.Refused} told that they could not be stored");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (Csms is not null)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Csms.Report);
            await Csms.DisposeAsync();
        }
        Server?.Dispose();
        _folder.Dispose();
        _noMoreSessions.Dispose();
        _stop.Dispose();
    }

    private async Task BeginAsync(bool onPostgres)
    {
        if (onPostgres)
        {
            Server = PostgresServer.Start();
            Server.CreateDatabase("csms");
        }
        Csms = await CsmsProgram.StartAsync(_folder["csms"], Server?.Address("csms"));
        _audit = new Audit(Csms.Api, Ledger);
        for (var tag = 0; tag < 4; tag++) await Csms.Api.AddIdTagAsync($"TAG{tag}", blocked: tag == 3);
        for (var number = 1; number <= Stations; number++)
        {
            var identity = $"LOAD-{number}";
            _identities.Add(identity);
            var password = await Csms.Api.RegisterStationAsync(identity);
            _load.Add(ChargeAsync(new LoadStation(Csms.StationUrl, identity, password, Ledger, seed: number)));
        }
    }

    private async Task ChargeAsync(LoadStation station)
    {
        await using (station) await station.RunAsync(_noMoreSessions.Token, _stop.Token);
    }
}
