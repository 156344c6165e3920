namespace Ampwright.Station.App.Hosting;

/// <summary>The stations of this program.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, HostedStation> _byIdentity;
    private readonly CancellationTokenSource _ended = new();
    private readonly TimeProvider _time;
    private Task _slimming = Task.CompletedTask;

    /// <exception cref="StartException">A station's data folder cannot be used.</exception>
    public Fleet(FleetOptions options, TimeProvider time, ILogger log)
    {
        (Options, _time) = (options, time);
        Stations = [.. options.Stations.Select(settings => new HostedStation(options, settings, time, log))];
        _byIdentity = Stations.ToDictionary(station => station.Identity, StringComparer.Ordinal);
    }

    public FleetOptions Options { get; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<HostedStation> Stations { get; }

    public bool HasBegun => Stations.All(station => station.HasBegun);

    public HostedStation? Find(string identity) => _byIdentity.GetValueOrDefault(identity);

    public void Start()
    {
        foreach (var station in Stations) station.Start();
        _slimming = SlimAsync();
    }

    /// <summary>Ends all stations in order, at the same time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _slimming;
        await Task.WhenAll(Stations.Select(station => station.DisposeAsync().AsTask()));
        _ended.Dispose();
    }

    /// <summary>
    /// Gives back once what only the start needed: idle stations make next to no garbage, so the collector would keep it for hours.
    /// </summary>
    private async Task SlimAsync()
    {
        try
        {
            while (!HasBegun) await Task.Delay(TimeSpan.FromSeconds(1), _time, _ended.Token);
            await Task.Delay(AfterStart, _time, _ended.Token);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
