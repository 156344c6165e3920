namespace Ampwright.Station.App.Hosting;

/// <summary>The stations of this program.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly Dictionary<string, HostedStation> _byIdentity;

    /// <exception cref="StartException">A station's data folder cannot be used.</exception>
    public Fleet(FleetOptions options, TimeProvider time, ILogger log)
    {
        Options = options;
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
    }

    /// <summary>Ends all stations in order, at the same time.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(Stations.Select(station => station.DisposeAsync().AsTask()));
}
