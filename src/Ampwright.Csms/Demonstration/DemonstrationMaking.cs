using System.Diagnostics;
using System.Security.Cryptography;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Demonstration;

/// <summary>
/// Makes the demonstration in an empty store: the program itself is served on a port of this machine, by the clock of the story; operators call its API,
/// stations connect to it and send what stations send. Nothing is written past it.
/// <code>
///   1 nothing is there yet ─► 2 the program serves, three weeks ago ─► 3 the community is founded ─► 4 the weeks go by ─► 5 what has ended is booked, lists are on, power is limited
/// </code>
/// </summary>
internal static class DemonstrationMaking
{
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    /// <param name="options">Where the store is.</param>
    /// <param name="console">Where the first owner's password and the outcome are told.</param>
    /// <param name="now">The machine's time: the history ends then.</param>
    /// <param name="stop">Breaks it off; what was made stays, marked.</param>
    /// <exception cref="StartException">There is something in the store, or it cannot be had.</exception>
    public static async Task RunAsync(CsmsOptions options, TextWriter console, DateTimeOffset now, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var clock = new StoryClock(now.AddDays(-Story.Days));
        var from = clock.GetUtcNow();
        var served = options with { Listen = System.Net.IPAddress.Loopback, Port = 0, ApiToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) };
        using var folder = DataFolder.Open(served.Data);
        using var ports = ListenSockets.Hold(served);
        await using var app = CsmsHost.Build(served, folder, ports, clock, logging => logging.SetMinimumLevel(LogLevel.Warning));
        await RequireEmptyAsync(app); // 1
        await CsmsHost.PrepareAsync(app, served, console);
        var database = app.Services.GetRequiredService<Database>();
        await database.WriteAsync(unit => DemonstrationBook.Begin(unit, now, from));
        await app.StartAsync(stop); // 2
        var address = new Uri($"http://{ports.Plain}/");
        using var api = new StoryApi(address, served.ApiToken!);
        var stations = app.Services.GetRequiredService<StationRegistry>();
        var community = new Community(api, (kind, id) => database.WriteAsync(unit => DemonstrationBook.Add(unit, kind, id)))
        {
            NumberOf = async identity => (await stations.FindAsync(identity))!.StationId,
        };
        await community.FoundAsync(clock); // 3
        foreach (var station in community.Stations) await station.ConnectAsync(address);

        var stage = new Stage(clock);
        var visits = new Visits(clock, api, address, () => SettledAsync(database, stop));
        new Story(community, visits, new ReservationActs(api, () => SettledAsync(database, stop)), api, () => LookForGhostsAsync(app.Services), from, now).SetOn(stage);
        await stage.PlayAsync(stop); // 4

        clock.MoveTo(now);
        foreach (var station in community.Stations) await station.DisposeAsync();
        await SettledAsync(database, stop); // 5
        foreach (var site in (long[])[community.ElmCourt, community.Harbour]) await api.PatchAsync($"sites/{site}", new() { ["localLists"] = "Automatic" });
        await CommunityPower.LimitAsync(api, community);
        await app.StopAsync(stop);
        await database.WriteAsync(DemonstrationBook.Finish);
        var sessions = await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM transactions"));
        await console.WriteLineAsync(
            $"Made the demonstration: {community.Stations.Count} stations at 2 sites, {sessions} sessions in {Story.Days} days, in {watch.Elapsed.TotalSeconds:0.0} s. 'demonstration remove' takes it away again.");
    }

    private static async Task RequireEmptyAsync(WebApplication app)
    {
        try
        {
            var database = app.Services.GetRequiredService<Database>();
            if (await database.ReadAsync(DemonstrationBook.Find) is { } present)
            {
                throw new StartException(present.Whole ? "The demonstration is there already."
                    : "The making of the demonstration was broken off here. Take it away with 'demonstration remove', then make it anew.");
            }
            if (await database.ReadAsync(DemonstrationBook.Occupied) is { } what)
                throw new StartException($"There are {what} in this store: a demonstration is made in an empty one only. Choose another folder with --data, or another database.");
        }
        catch (StorageException failure)
        {
            throw new StartException(failure.Message, failure);
        }
    }

    /// <summary>What has ended is examined and booked by the program beside its answers: at the time at which it happened, if the story waits for it.</summary>
    private static async Task SettledAsync(Database database, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        while (await database.ReadAsync(connection => connection.ExecuteScalar<long>("""
            SELECT (SELECT count(*) FROM transactions WHERE examine_due IS NOT NULL) + (SELECT count(*) FROM transaction_tariffs WHERE book_due IS NOT NULL)
            """)) > 0)
        {
            if (Stopwatch.GetElapsedTime(began) > LongestSettling) throw new StartException("The program does not come to booking what has ended: its log says why.");
            await Task.Delay(Glance, TimeProvider.System, stop);
        }
    }

    private static async Task LookForGhostsAsync(IServiceProvider parts)
    {
        await parts.GetRequiredService<GhostWatch>().RoundAsync();
        await parts.GetRequiredService<ClosingRules>().RoundAsync();
        while (await parts.GetRequiredService<Bookkeeper>().RoundAsync()) { }
    }
}
