using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.App.Hosting;

/// <summary>One life of a station's runtime with its network.</summary>
internal sealed class StationLife : IAsyncDisposable
{
    private readonly ChargingStation _runtime;
    private readonly WebSocketNetwork _network;
    private readonly CancellationTokenSource _stop = new();

    private StationLife(ChargingStation runtime, WebSocketNetwork network)
    {
        (_runtime, _network) = (runtime, network);
        Running = runtime.RunAsync(_stop.Token);
    }

    /// <summary>Completes when the runtime has ended; fails when it failed.</summary>
    public Task Running { get; }

    /// <exception cref="IOException">The journal cannot be opened.</exception>
    public static StationLife Begin(HostedStation station, IStationPort port, FleetOptions fleet, TimeProvider time)
    {
        var network = new WebSocketNetwork(time);
        Set(network, station.Network);
        try
        {
            var options = new StationOptions
            {
                Identity = station.Identity,
                Endpoint = fleet.Endpoint,
                SecureEndpoint = fleet.SecureEndpoint,
                CsmsRoots = fleet.CsmsRoots,
                ManufacturerRoots = fleet.ManufacturerRoots,
                RevocationLists = fleet.ManufacturerRevoked is { Count: > 0 } files
                    ? () => [.. files.Select(file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file))]
                    : null,
                FileHosts = fleet.FileHosts,
                Password = station.Settings.Password,
                Seed = station.Settings.Seed,
            };
            return new StationLife(
                new ChargingStation(station.Settings.Product, options, port, new FaultyDisk(station.NewFolder(), station.StorageFault), network, time, station.Trace, station.Recorder),
                network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public StationState Describe() => _runtime.Describe();

    /// <summary>mA per phase; null = no limit by hand any more.</summary>
    public void Limit(int connector, int? milliamperes, string why) => _runtime.Limit(connector, milliamperes, why);

    public void SetNetwork(NetworkState state) => Set(_network, state);

    private static void Set(WebSocketNetwork network, NetworkState state) =>
        (network.IsBlackHole, network.IsCut) = (state == NetworkState.BlackHole, state == NetworkState.Cut);

    /// <summary>An end in order: says goodbye to the CSMS.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Running;
        }
        catch (Exception)
        {
            // Told by Running to whoever waits for it; an end is an end.
        }
    }

    /// <summary>An end without a word, as when the power goes; after an orderly end it only tidies up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        _network.Dispose();
        _stop.Dispose();
    }
}
