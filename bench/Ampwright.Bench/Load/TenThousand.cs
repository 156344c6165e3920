using System.Diagnostics;
using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Load;

/// <summary>Ten thousand stations: what an idle one costs, how fast all come, how long an answer takes, and what little they say costs.</summary>
internal static class TenThousand
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(int stations, int rounds, TimeSpan measured)
    {
        var rows = new List<Row>[rounds];
        for (var round = 0; round < rounds; round++) rows[round] = await RoundAsync(stations, measured);
        return [.. rows[0].Select((row, at) => rows.Select(round => round[at]).OrderBy(one => one.Measured).ElementAt(rounds / 2))];
    }

    private static async Task<List<Row>> RoundAsync(int stations, TimeSpan measured)
    {
        var bare = await BareIdleKiBAsync(stations);
        await using var csms = await CsmsUnderLoad.StartAsync(stations);
        var empty = csms.Process.ResidentKiB();
        using var fleet = new Fleet(stations, _ => new HeartbeatScript());
        var connected = await fleet.ConnectAsync(csms.Address, CsmsApi.StationPassword);
        await Task.Delay(Settle);
        var idle = (csms.Process.ResidentKiB() - empty) / (double)stations;
        fleet.Check();
        Console.Error.WriteLine($"  {stations} stations: connected and booted {connected:0}/s, {idle:0.0} KiB each (bare {bare:0.0})");

        Latencies? latencies = null;
        var cores = await csms.Process.CoresWhileAsync(async () => latencies = await fleet.OpenLoopAsync(1000, TimeSpan.FromSeconds(5), measured));
        var (p99, p999) = (latencies!.Within(0.99), latencies.Within(0.999));
        Console.Error.WriteLine($"  1,000 calls/s: p50 {latencies.Within(0.5):0.00} ms, p99 {p99:0.00} ms, p99.9 {p999:0.00} ms, {cores:0.00} of a core");

        var away = Stopwatch.GetTimestamp();
        await csms.StopAsync();
        await csms.StartAgainAsync();
        await fleet.ConnectAsync(csms.Address, CsmsApi.StationPassword);
        var back = Stopwatch.GetElapsedTime(away).TotalSeconds;
        fleet.Check();
        Console.Error.WriteLine($"  restarted: all back {back:0.0} s after SIGTERM");
        var what = $"{stations:#,##0} stations";
        return
        [
            new Row($"{what} at 1,000 calls/s: p99", p99, " ms", 10, AtLeast: false, $"p50 {latencies.Within(0.5):0.00} ms, {latencies.Count:#,##0} answers"),
            new Row($"{what} at 1,000 calls/s: p99.9", p999, " ms", 50, AtLeast: false, $"the longest {latencies.Within(1):0.0} ms"),
            new Row($"{what}, 1,000 heartbeats/s: processor", cores, " cores", 0.25, AtLeast: false, "message log on"),
            new Row("Memory of an idle connected station", idle / bare, " ×", 1.5, AtLeast: false, $"{idle:0.0} of {bare:0.0} KiB"),
            new Row("Connect and boot", connected, "/s", 3000, AtLeast: true, $"{what}, with passwords, from one address"),
            new Row($"{what} back after a restart", back, " s", 60, AtLeast: false, "from SIGTERM to the last BootNotification's answer"),
        ];
    }

    private static async Task<double> BareIdleKiBAsync(int stations)
    {
        await using var server = await BareUnderLoad.StartAsync();
        var empty = server.Process.ResidentKiB();
        using var fleet = new Fleet(stations, _ => new HeartbeatScript());
        await fleet.ConnectAsync(server.Address, password: null);
        await Task.Delay(Settle);
        return (server.Process.ResidentKiB() - empty) / (double)stations;
    }
}
