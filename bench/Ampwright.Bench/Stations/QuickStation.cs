using Ampwright.Station;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;
using Ampwright.Station.Product;
using Ampwright.Station.Simulation;

namespace Ampwright.Bench.Stations;

/// <summary>The runtime over its journal on the disk, with hardware that takes no time: what is left is the station's own.</summary>
internal static class QuickStation
{
    public const string Identity = "QUICK";

    /// <summary>Lives until its standard input ends; each line draws the cable and plugs it in again.</summary>
    public static async Task<int> RunAsync(string endpoint, string folder)
    {
        var product = ProductProfileReader.Read("full");
        using var hardware = new SimulatedStation(product.FactsFor(Identity), seed: 1, TimeProvider.System) { Pace = 0 };
        using var network = new WebSocketNetwork(TimeProvider.System);
        await using var station = new ChargingStation(
            product, new StationOptions { Identity = Identity, Endpoint = new Uri(endpoint), Seed = 1 }, hardware.PowerOn(BootCause.Power), new JournalFolder(folder), network,
            TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var running = station.RunAsync(stop.Token);
        while (await Console.In.ReadLineAsync(CancellationToken.None) is not null)
        {
            Try(() => hardware.Unplug(1, PlugSide.Vehicle));
            while (!Try(() => hardware.Unplug(1, PlugSide.Station)) && hardware.Describe().Connectors[0].CableMilliamperes is not null) await Task.Delay(1, CancellationToken.None);
            hardware.Plug(1, PlugSide.Both);
        }

        await stop.CancelAsync();
        await running;
        return 0;
    }

    private static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (SimulationRefusedException)
        {
            return false; // Locked for a moment yet, or not there.
        }
    }
}
