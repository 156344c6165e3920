#pragma warning disable CA1822
using Ampwright.Station.Hardware;
using Ampwright.Station.Journal;

namespace Ampwright.Station.App.Hosting;

internal sealed class StationLife
{
    public Task Failed { get; } = new TaskCompletionSource().Task;

    public static StationLife Begin(HostedStation station, IStationPort port, IJournalDisk disk, Uri endpoint, TimeProvider time, ILogger log) => new();

    public RuntimeState Describe() => new(false, "Off", 0, []);

    public void SetNetwork(bool up) { }

    public Task StopAsync() => Task.CompletedTask;

    public Task KillAsync() => Task.CompletedTask;
}
