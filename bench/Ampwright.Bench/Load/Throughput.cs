using Ampwright.TestKit.Programs;

namespace Ampwright.Bench.Load;

/// <summary>How many CALLs a core answers, every station sending its next one as soon as the last was answered, each round beside the bare server.</summary>
internal static class Throughput
{
    // Enough that no station comes near its own limit of messages a second.
    private const int Stations = 1000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);

    public static async Task<IReadOnlyList<Row>> HeartbeatsAsync(int rounds, TimeSpan measured)
    {
        var (bare, logged, unlogged) = (new List<double>(), new List<double>(), new List<double>());
        long dropped = 0;
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(await BareAsync(measured));
            await using var csms = await CsmsUnderLoad.StartAsync(Stations);
            using var fleet = new Fleet(Stations, _ => new HeartbeatScript());
            await fleet.ConnectAsync(csms.Address, CsmsApi.StationPassword);
            logged.Add(await fleet.SaturateAsync(WarmUp, measured));
            dropped += await csms.DroppedFramesAsync();
            await csms.LogMessagesAsync(on: false);
            unlogged.Add(await fleet.SaturateAsync(WarmUp, measured));
            Console.Error.WriteLine($"  heartbeats: bare {bare[^1]:0}, log on {logged[^1]:0}, log off {unlogged[^1]:0} calls/s");
        }
        return
        [
            Ratio("Heartbeats, message log on", logged, bare, 0.5, $"; {dropped:#,##0} frames lost to pressure"),
            Ratio("Heartbeats, message log off", unlogged, bare, 0.75, ""),
        ];
    }

    public static async Task<Row> SessionsAsync(int rounds, TimeSpan measured, PostgresServer? postgres)
    {
        var (bare, sessions) = (new List<double>(), new List<double>());
        long dropped = 0;
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(await BareAsync(measured));
            string? database = null;
            if (postgres is not null)
            {
                postgres.CreateDatabase($"round{round}");
                database = postgres.Address($"round{round}");
            }
            await using var csms = await CsmsUnderLoad.StartAsync(Stations, database);
            using var fleet = new Fleet(Stations, number => new SessionScript(CsmsUnderLoad.IdTag(number)));
            await fleet.ConnectAsync(csms.Address, CsmsApi.StationPassword);
            sessions.Add(await fleet.SaturateAsync(WarmUp, measured));
            dropped += await csms.DroppedFramesAsync();
            Console.Error.WriteLine($"  sessions on {(postgres is null ? "SQLite" : "PostgreSQL")}: bare {bare[^1]:0}, CSMS {sessions[^1]:0} calls/s = {sessions[^1] / SessionScript.Calls:0} sessions/s");
        }
        return Ratio(
            $"Whole sessions on {(postgres is null ? "SQLite" : "PostgreSQL")}", sessions, bare, postgres is null ? 0.35 : 0.2,
            $" = {Row.Median(sessions) / SessionScript.Calls:#,##0} sessions/s; {dropped:#,##0} frames lost to pressure");
    }

    private static async Task<double> BareAsync(TimeSpan measured)
    {
        await using var server = await BareUnderLoad.StartAsync();
        using var fleet = new Fleet(Stations, _ => new HeartbeatScript());
        await fleet.ConnectAsync(server.Address, password: null);
        return await fleet.SaturateAsync(WarmUp, measured);
    }

    private static Row Ratio(string what, List<double> measured, List<double> bare, double bar, string more) => new(
        what, Row.Median(measured.Zip(bare, (one, limit) => one / limit)), " ×", bar, AtLeast: true,
        $"{Row.Median(measured):#,##0} of {Row.Median(bare):#,##0} calls/s{more}");
}
