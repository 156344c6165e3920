using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using Ampwright.TestKit.Wire;

namespace Ampwright.EndToEnd;

/// <summary>
/// A whole site of real processes: one CSMS, its stations, and between them a proxy that keeps what was on the wire. Everything is killed,
/// each by its own id, and all its data removed when the test ends; what the processes wrote goes to the test's output.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>A card that may charge; its uid is its id tag.</summary>
    public const string Card = "04A1B2C3D4E5F6";

    /// <summary>A station dials again after 3 to 13 s, and after 6 to 26 s more when that finds nobody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly List<StationProgram> _stations = [];

    private Site()
    {
    }

    public CsmsProgram Csms { get; private set; } = null!;

    public CsmsApi Api => Csms.Api;

    /// <summary>Stations connect through it.</summary>
    public RecordingProxy Proxy { get; private set; } = null!;

    public WireLog Wire => Proxy.Log;

    /// <summary>Starts the CSMS and registers <see cref="Card"/>.</summary>
    public static async Task<Site> StartAsync()
    {
        var site = new Site();
        site.Csms = await CsmsProgram.StartAsync(site._folder["csms"]);
        site.Proxy = new RecordingProxy(site.Csms.StationUrl);
        await site.Api.AddIdTagAsync(Card);
        return site;
    }

    /// <summary>Starts a station and waits until the CSMS has accepted it and both sockets are free.</summary>
    public Task<StationProgram> StartStationAsync(string identity = "CP-1", string product = "full", params string[] configuration) =>
        StartStationAsync(identity, product, meterHaste: 1, configuration);

    /// <param name="meterHaste">How many times as much as flows its meters count.</param>
    public async Task<StationProgram> StartStationAsync(string identity, string product, int meterHaste, params string[] configuration)
    {
        var password = await Api.RegisterStationAsync(identity);
        var station = await StationProgram.StartAsync(_folder[identity], new StationStart
        {
            Url = new Uri(Proxy.Address, "/ocpp"),
            Identity = identity,
            Password = password,
            Product = product,
            MeterHaste = meterHaste,
            Configuration = [$"MeterValueSampleInterval={(product == "ampevo" ? 5 : 1)}", "MessageTimeout=2", .. configuration],
        });
        _stations.Add(station);
        await StatusIsAsync(station, 1, "Available");
        return station;
    }

    /// <summary>Waits until the API shows a connector in a status.</summary>
    public Task StatusIsAsync(StationProgram station, int connector, string status) => EventuallyAsync(
        async () => (await Api.StationAsync(station.Identity)).StatusOf(connector) == status, $"{station.Identity} reports connector {connector} as {status}");

    /// <summary>Waits for a station's newest transaction to fit, and returns it with its meter values.</summary>
    public async Task<TransactionSeen> TransactionAsync(StationProgram station, Func<TransactionSeen, bool> fits, string what)
    {
        TransactionSeen? seen = null;
        await EventuallyAsync(
            async () =>
            {
                if (await Api.TransactionsAsync(station.Identity) is [var newest, ..]) seen = await Api.TransactionAsync(newest.Id);
                return seen is not null && fits(seen);
            },
            $"{station.Identity} has a transaction that {what}");
        return seen!;
    }

    public Task<TransactionSeen> RunningTransactionAsync(StationProgram station) => TransactionAsync(station, one => one.IsRunning, "is running");

    /// <summary>Waits until a running transaction has taken some energy.</summary>
    public Task<TransactionSeen> EnergyFlowsAsync(StationProgram station) =>
        TransactionAsync(station, one => one.IsRunning && one.EnergyWh > 0, "takes energy");

    public Task<TransactionSeen> EndedTransactionAsync(StationProgram station) => TransactionAsync(station, one => !one.IsRunning, "has ended");

    public async Task EventuallyAsync(Func<Task<bool>> condition, string what)
    {
        try
        {
            await Eventually.HoldsAsync(condition, what, Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\nOn the wire:\n{Wire}", late);
        }
    }

    public Task EventuallyAsync(Func<bool> condition, string what) => EventuallyAsync(() => Task.FromResult(condition()), what);

    public async ValueTask DisposeAsync()
    {
        var output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"On the wire:\n{Proxy?.Log}");
        foreach (var station in _stations)
        {
            output?.WriteLine($"{station.Identity} says of itself:\n{await station.Control.TraceAsync()}\n{station.Report}");
            await station.DisposeAsync();
        }

        if (Csms is not null)
        {
            output?.WriteLine(Csms.Report);
            await Csms.DisposeAsync();
        }

        if (Proxy is not null) await Proxy.DisposeAsync();
        _folder.Dispose();
    }
}
