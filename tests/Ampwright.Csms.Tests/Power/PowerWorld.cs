using System.Text.Json;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Prices;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Power;

/// <summary>A served CSMS whose first site shares its power, and stations that answer as a test says. The clock moves while a test waits for a message.</summary>
internal sealed class PowerWorld : IAsyncDisposable
{
    public const string PlanPath = "/api/v1/sites/1/power";
    private readonly Dictionary<string, RawStation> _stations = [];

    private PowerWorld(ServedCsms csms) => Csms = csms;

    public ManualTimeProvider Time { get; private init; } = null!;

    public ServedCsms Csms { get; }

    public static Task<PowerWorld> StartAsync(params string[] stations) => StartWithAsync(null, stations);

    public static async Task<PowerWorld> StartWithAsync(Func<CsmsOptions, CsmsOptions>? with, params string[] stations)
    {
        var time = new ManualTimeProvider();
        var world = new PowerWorld(await ServedCsms.StartAsync(time, with: with)) { Time = time };
        await world.Csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");
        foreach (var identity in stations)
        {
            // Judged by its heartbeats: the clock moves faster than any ping.
            await world.Csms.RegisterAsync(identity, ""","noPong":true,"heartbeatSeconds":86400""");
            await world.ConnectAsync(identity);
        }
        return world;
    }

    public async Task ConnectAsync(string identity)
    {
        _stations[identity] = await Csms.ConnectAsync(identity);
        await _stations[identity].CallAsync("StatusNotification", """{"connectorId":1,"status":"Available","errorCode":"NoError"}""");
    }

    public async Task DisconnectAsync(string identity)
    {
        await _stations[identity].DisposeAsync();
        await Eventually.HoldsAsync(async () => !(await Csms.SendAsync("GET", $"/api/v1/stations/{identity}")).Json.GetProperty("connected").GetBoolean(), $"{identity} is away");
    }

    public async Task PlanAsync(string plan, int expected = 200)
    {
        var answer = await Csms.SendAsync("PUT", PlanPath, plan);
        Assert.True(answer.Code == expected, answer.Text);
    }

    /// <summary>A plan, and every station holds its fall-back.</summary>
    public async Task<List<Told>> PlannedAsync(string plan)
    {
        await PlanAsync(plan);
        var told = new List<Told>();
        foreach (var identity in _stations.Keys.Order(StringComparer.Ordinal)) told.Add(await NextAsync(identity));
        await SharedAsync(connectors => connectors.EnumerateArray().All(connector => connector.GetProperty("fallback").ValueKind == JsonValueKind.Number), "all hold their fall-back");
        return told;
    }

    public Task<int> StartAsync(string identity, DateTimeOffset? at = null) => PriceWorld.StartSessionAsync(_stations[identity], at: at ?? Time.GetUtcNow());

    public Task StopAsync(string identity, int transaction) => PriceWorld.StopSessionAsync(_stations[identity], transaction, 100, Time.GetUtcNow());

    /// <summary>The next thing that a station is told, and its answer to it; the clock runs until it comes.</summary>
    public async Task<Told> NextAsync(string identity, string status = "Accepted")
    {
        var answered = _stations[identity].AnswerAsync($$"""{"status":"{{status}}"}""");
        await Eventually.HoldsAsync(
            async () =>
            {
                if (!answered.IsCompleted) await AdvanceAsync(100);
                return answered.IsCompleted;
            }, $"{identity} is told something");
        return Told.Of(await answered);
    }

    /// <summary>The next thing that a station is told: it takes it and goes away without an answer.</summary>
    public async Task LoseNextAsync(string identity)
    {
        var told = _stations[identity].NextCallAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                if (!told.IsCompleted) await AdvanceAsync(100);
                return told.IsCompleted;
            }, $"{identity} is told something");
        await told;
        await DisconnectAsync(identity);
    }

    public async Task<JsonElement> ConnectorsAsync() => (await Csms.SendAsync("GET", $"{PlanPath}/connectors")).Json.GetProperty("connectors");

    /// <summary>The clock runs until the connectors are as wanted.</summary>
    public Task SharedAsync(Func<JsonElement, bool> fits, string what, int milliseconds = 100) => Eventually.HoldsAsync(
        async () =>
        {
            await AdvanceAsync(milliseconds);
            var seen = await Csms.SendAsync("GET", $"{PlanPath}/connectors");
            return seen.Code == 200 && fits(seen.Json.GetProperty("connectors"));
        }, what);

    /// <summary>The clock stands while something is on its way to a station or back: how long that takes is the machine's.</summary>
    private async Task AdvanceAsync(int milliseconds)
    {
        var commands = (await Csms.SendAsync("GET", "/api/v1/commands?limit=50")).Json.GetProperty("items").EnumerateArray();
        if (!commands.Any(command => command.GetProperty("state").GetString() is "Queued" or "Sent")) Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    public async Task<JsonElement> WorstAsync() => (await Csms.SendAsync("GET", $"{PlanPath}/worst-case")).Json;

    public async Task<int> CommandsToAsync(string identity) =>
        (await Csms.SendAsync("GET", $"/api/v1/commands?station={identity}")).Json.GetProperty("items").GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        foreach (var station in _stations.Values) await station.DisposeAsync();
        await Csms.DisposeAsync();
    }
}

/// <summary>A limit that a station was told.</summary>
internal sealed record Told(string Action, string? Purpose, int ConnectorId, int? Transaction, decimal Limit, string? Unit, string? Kind, int StackLevel)
{
    public static Told Of(JsonElement call)
    {
        var (action, payload) = (call[2].GetString()!, call[3]);
        if (!payload.TryGetProperty("csChargingProfiles", out var profile)) return new Told(action, null, 0, null, 0, null, null, 0);
        var schedule = profile.GetProperty("chargingSchedule");
        return new Told(
            action, profile.GetProperty("chargingProfilePurpose").GetString(), payload.GetProperty("connectorId").GetInt32(), profile.TryGetProperty("transactionId", out var id) ? id.GetInt32() : null,
            schedule.GetProperty("chargingSchedulePeriod")[0].GetProperty("limit").GetDecimal(), schedule.GetProperty("chargingRateUnit").GetString(), profile.GetProperty("chargingProfileKind").GetString(),
            profile.GetProperty("stackLevel").GetInt32());
    }
}
