using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Ampwright.TestKit.Wire;

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

    /// <summary>The bad line between stations and CSMS, where there is one.</summary>
    public ChaosProxy? Line { get; private set; }

    public Ledger Ledger { get; } = new();

    /// <summary>Starts it and the load.</summary>
    public static Task<LoadWorld> StartAsync(bool onPostgres) => StartAsync(new LoadSetting { OnPostgres = onPostgres });

    /// <inheritdoc cref="StartAsync(bool)"/>
    public static async Task<LoadWorld> StartAsync(LoadSetting setting)
    {
        if (setting.OnPostgres && PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        var world = new LoadWorld();
        try
        {
            await world.BeginAsync(setting);
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
        // What the audit found lost or doubled has ended the test before this.
        var figure = $"{Ledger.Entries.Count} sessions, {Ledger.Answered} messages answered, {Ledger.Retried} sent again, {Ledger.Refused} told that they could not be stored: 0 lost, 0 doubled";
        TestContext.Current.TestOutputHelper?.WriteLine(figure);
        Scale.Report($"{TestContext.Current.Test?.TestDisplayName}: {figure}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (Csms is not null)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Csms.Report);
            await Csms.DisposeAsync();
        }
        if (Line is not null) await Line.DisposeAsync();
        Server?.Dispose();
        _folder.Dispose();
        _noMoreSessions.Dispose();
        _stop.Dispose();
    }

    private async Task BeginAsync(LoadSetting setting)
    {
        if (setting.OnPostgres)
        {
            Server = PostgresServer.Start(folder: setting.DataFolder);
            Server.CreateDatabase("csms");
        }
        Csms = await CsmsProgram.StartAsync(setting.OnPostgres ? _folder["csms"] : setting.DataFolder ?? _folder["csms"], Server?.Address("csms"), setting.Under);
        if (setting.Toxic is { } toxic) Line = new ChaosProxy(Csms.StationUrl, toxic, TimeSpan.FromMilliseconds(2)) { BreaksEvery = 40 }.Start();
        var reached = Line is null ? Csms.StationUrl : new Uri(Line.Address, "/ocpp");
        _audit = new Audit(Csms.Api, Ledger);
        for (var tag = 0; tag < 4; tag++) await Csms.Api.AddIdTagAsync($"TAG{tag}", blocked: tag == 3);
        for (var number = 1; number <= Stations; number++)
        {
            var identity = $"LOAD-{number}";
            _identities.Add(identity);
            var password = await Csms.Api.RegisterStationAsync(identity);
            _load.Add(ChargeAsync(new LoadStation(reached, identity, password, Ledger, seed: number)));
        }
    }

    private async Task ChargeAsync(LoadStation station)
    {
        await using (station) await station.RunAsync(_noMoreSessions.Token, _stop.Token);
    }
}
