using System.Collections.Concurrent;
using System.Diagnostics;
using Ampwright.Bench.Load;
using Ampwright.TestKit;

namespace Ampwright.Bench.Stations;

/// <summary>Many stations of one process charge and tell meter values every ten seconds.</summary>
internal static class MeteringFleet
{
    private const int Interval = 10;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(int stations, TimeSpan measured)
    {
        await using var csms = await DecentCsms.StartAsync();
        var began = Stopwatch.GetTimestamp();
        await using var fleet = await FleetProcess.StartAsync(
            csms, stations, $"MeterValueSampleInterval={Interval}", "MeterValuesSampledData=Energy.Active.Import.Register", "StopTxnSampledData=");
        var up = Stopwatch.GetElapsedTime(began);
        Console.Error.WriteLine($"{stations} stations up after {up.TotalSeconds:0.#} s, {fleet.Process.ResidentKiB() / 1024} MiB");
        var (started, values) = (0, 0L);
        var last = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        var gaps = new Latencies();
        csms.Heard = call =>
        {
            if (call.Action == "StartTransaction") Interlocked.Increment(ref started);
            if (call.Action != "MeterValues") return;
            Interlocked.Increment(ref values);
            if (last.TryGetValue(call.Identity, out var before)) gaps.Add(call.At - before);
            last[call.Identity] = call.At;
        };
        var identities = csms.Identities.ToList();
        await fleet.PlugAllAsync(identities);
        Console.Error.WriteLine("all are plugged");
        await Parallel.ForEachAsync(identities, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (identity, _) =>
            await csms.CommandAsync(identity, "RemoteStartTransaction", """{"connectorId":1,"idTag":"TAG"}"""));
        await Eventually.HoldsAsync(() => Volatile.Read(ref started) >= stations, "all charge", TimeSpan.FromMinutes(5));
        Console.Error.WriteLine("all charge");
        await Task.Delay(TimeSpan.FromSeconds(3 * Interval));
        var (valuesBefore, gapsBefore, written) = (Interlocked.Read(ref values), gaps.Count, fleet.Written().ToDisk);
        var watch = Stopwatch.GetTimestamp();
        var cores = await fleet.Process.CoresWhileAsync(() => Task.Delay(measured));
        var seconds = Stopwatch.GetElapsedTime(watch).TotalSeconds;
        var came = Interlocked.Read(ref values) - valuesBefore;
        var between = gaps.From(gapsBefore);
        return
        [
            new Row(
                $"{stations} stations, meter values every {Interval} s: share that came", came * Interval / (stations * seconds), "", 0.99, AtLeast: true,
                $"{came / seconds:0} a second; between two of a station p50 {between.Within(0.5) / 1000:0.###} s, p99 {between.Within(0.99) / 1000:0.###} s, p99.9 {between.Within(0.999) / 1000:0.###} s"),
            new Row(
                "Processor of those", cores, " cores", 1, AtLeast: false,
                $"{(fleet.Written().ToDisk - written) / (double)came / 1024:0.#} KiB to the disk for each; {fleet.Process.ResidentKiB() / 1024} MiB; all connected {up.TotalSeconds:0.#} s after the start"),
        ];
    }
}
