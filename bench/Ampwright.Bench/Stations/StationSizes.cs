using System.Diagnostics;
using Ampwright.Bench.Load;
using Ampwright.TestKit;

namespace Ampwright.Bench.Stations;

/// <summary>What stations that do nothing cost: memory, disk, open files; and how soon the first frame comes.</summary>
internal static class StationSizes
{
    private const int Few = 10;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Row>> IdleAsync(int stations, TimeSpan watched)
    {
        var bare = (await BareKiBAsync(stations) - await BareKiBAsync(Few)) / (double)(stations - Few);
        double few;
        await using (var csms = await DecentCsms.StartAsync())
        {
            await using var small = await FleetProcess.StartAsync(csms, Few);
            await Task.Delay(Settle);
            few = small.Process.ResidentKiB();
        }

        await using var large = await DecentCsms.StartAsync();
        await using var fleet = await FleetProcess.StartAsync(large, stations);
        await Task.Delay(Settle);
        var each = (fleet.Process.ResidentKiB() - few) / (stations - Few);
        var open = fleet.OpenFiles();
        var before = fleet.Written();
        var cores = await fleet.Process.CoresWhileAsync(() => Task.Delay(watched));
        var after = fleet.Written();
        return
        [
            new Row("Memory of an idle station in a fleet", each / bare, " ×", 2, AtLeast: false, $"{each:0.#} KiB, a bare ClientWebSocket {bare:0.#} KiB, {stations} of each"),
            new Row(
                $"Written to disk by {stations} idle stations", after.ToDisk - before.ToDisk, " B", 0, AtLeast: false,
                $"in {watched.TotalSeconds:0} s, {after.InAll - before.InAll} B to files and sockets together; {cores:0.###} cores"),
            new Row("Files a fleet holds open for an idle station", open / (double)stations, "", 0, AtLeast: false, $"{open} files of {stations} stations"),
        ];
    }

    public static async Task<Row> AloneAsync(int rounds)
    {
        List<double> ratios = [], alone = [], bare = [];
        for (var round = 0; round < rounds; round++)
        {
            await using var csms = await DecentCsms.StartAsync();
            double page;
            await using (var clients = await BareClients.StartAsync(csms, 1, page: true))
            {
                await Task.Delay(Settle);
                page = clients.Process.ResidentKiB();
            }

            await using var station = FleetProcess.Begin(csms);
            await Eventually.HoldsAsync(() => csms.Identities.Contains("BENCH"), "the station is connected");
            await Task.Delay(Settle);
            alone.Add(station.Process.ResidentKiB());
            bare.Add(page);
            ratios.Add(alone[^1] / page);
        }

        return new Row("Memory of a station alone", Row.Median(ratios), " ×", 1.4, AtLeast: false, $"{Row.Median(alone) / 1024:0.#} MiB, a bare Kestrel page with one socket {Row.Median(bare) / 1024:0.#} MiB");
    }

    public static async Task<Row> FirstFrameAsync(int rounds)
    {
        List<double> seconds = [];
        for (var round = 0; round < rounds; round++)
        {
            await using var csms = await DecentCsms.StartAsync();
            var first = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            csms.Heard = call => first.TrySetResult(call.At);
            var began = Stopwatch.GetTimestamp();
            await using var station = FleetProcess.Begin(csms);
            seconds.Add((await first.Task.WaitAsync(TimeSpan.FromSeconds(60)) - began) / (double)Stopwatch.Frequency);
        }

        return new Row("First frame after the start of the program", Row.Median(seconds), " s", 1, AtLeast: false, $"{rounds} starts, {seconds.Min():0.##} to {seconds.Max():0.##} s");
    }

    private static async Task<long> BareKiBAsync(int count)
    {
        await using var csms = await DecentCsms.StartAsync();
        await using var clients = await BareClients.StartAsync(csms, count, page: false);
        await Task.Delay(Settle);
        return clients.Process.ResidentKiB();
    }
}
