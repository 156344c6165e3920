using System.Globalization;
using System.Text.Json;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.LocalLists;

/// <summary>A real station without a connection decides by the list that the CSMS keeps in step with who may charge.</summary>
public sealed class OfflineStationTests
{
    // The uid of a card is its id tag.
    private const string Fleet = "04A00000000001";
    private const string NoRule = "04A00000000002";
    private const string Blocked = "04A00000000003";
    private const string Over = "04A00000000004";
    private const string NotNow = "04A00000000005";
    private const string UsedUp = "04A00000000006";
    private const string SomethingLeft = "04A00000000007";
    private const string Nobody = "04A00000000008";

    [Fact]
    public async Task A_station_without_a_connection_decides_as_the_CSMS_would()
    {
        await using var site = await Site.StartAsync();
        await WorldAsync(site.Api);
        var station = await site.StartStationAsync("CP-1", "full", "LocalAuthListEnabled=true", "LocalAuthorizeOffline=true", "AllowOfflineTxForUnknownId=false");
        // The station knows this one from its own cache as well: the list goes before it.
        await station.Control.PlugAsync();
        await station.Control.CardAsync(UsedUp);
        await site.RunningTransactionAsync(station);
        await EndAsync(site, station, UsedUp);
        await site.EndedTransactionAsync(station);
        string[] all = [Fleet, NoRule, Blocked, Over, NotNow, UsedUp, SomethingLeft, Nobody];
        await site.EventuallyAsync(async () => (await EntriesAsync(site.Api)).SetEquals([$"{Fleet} Accepted", $"{NotNow} Blocked", $"{UsedUp} Blocked", $"{SomethingLeft} Accepted"])
            && (await site.Api.SendAsync(HttpMethod.Get, "stations/CP-1/local-list")).GetProperty("state").GetString() == "InStep", "the station has the list");
        var would = new Dictionary<string, string>();
        foreach (var tag in all) would[tag] = (await site.Api.SendAsync(HttpMethod.Get, $"stations/CP-1/authorization?idTag={tag}")).GetProperty("reason").GetString()!;
        Assert.Equal(
            new Dictionary<string, string>
            {
                [Fleet] = "Rule",
                [NoRule] = "NoRule",
                [Blocked] = "BlockedTag",
                [Over] = "ExpiredTag",
                [NotNow] = "OutsideRule",
                [UsedUp] = "QuotaUsed",
                [SomethingLeft] = "Rule",
                [Nobody] = "UnknownTag",
            }, would);
        var asked = site.Wire.Calls("Authorize").Count;

        await station.Control.CutNetworkAsync();
        await site.EventuallyAsync(async () => !(await station.Control.StateAsync()).GetProperty("connected").GetBoolean(), "the station has no connection");
        var accepted = new List<string>();
        foreach (var tag in all)
        {
            if (await LetsInAsync(site, station, tag)) accepted.Add(tag);
        }

        Assert.Equal(all.Where(tag => would[tag] == "Rule"), accepted);
        await station.Control.RestoreNetworkAsync();
        // The CSMS agrees with every session that it is told of afterwards.
        await site.EventuallyAsync(async () => (await site.Api.TransactionsAsync("CP-1")).Count(one => !one.IsRunning) == 1 + accepted.Count, "all sessions are told of");
        Assert.All(await site.Api.TransactionsAsync("CP-1"), one => Assert.Equal("Accepted", one.Authorization));
        Assert.Equal(asked, site.Wire.Calls("Authorize").Count);
        Assert.Empty(site.Wire.Objections);
    }

    /// <summary>Holds a card to the reader; what it started is ended again.</summary>
    private static async Task<bool> LetsInAsync(Site site, StationProgram station, string tag)
    {
        var from = (await station.Control.StateAsync()).GetProperty("trace").EnumerateArray().Max(line => line.GetProperty("number").GetInt64());
        await station.Control.PlugAsync();
        await station.Control.CardAsync(tag);
        var started = false;
        await site.EventuallyAsync(async () =>
        {
            var seen = await station.Control.StateAsync();
            started = HasTransaction(seen);
            return started || seen.GetProperty("trace").EnumerateArray().Any(line => line.GetProperty("number").GetInt64() > from
                && line.GetProperty("text").GetString()!.StartsWith($"card {tag} is not accepted", StringComparison.Ordinal));
        }, $"the station decides about {tag}");
        if (started) await EndAsync(site, station, tag);
        else await station.Control.UnplugAsync();
        return started;
    }

    private static async Task EndAsync(Site site, StationProgram station, string tag)
    {
        await station.Control.CardAsync(tag);
        await site.EventuallyAsync(async () => !HasTransaction(await station.Control.StateAsync()), "the session ends");
        await station.Control.UnplugAsync();
    }

    private static bool HasTransaction(JsonElement station) => station.GetProperty("connectors")[0].GetProperty("transaction").ValueKind != JsonValueKind.Null;

    private static async Task<HashSet<string>> EntriesAsync(CsmsApi api) =>
        [.. (await api.SendAsync(HttpMethod.Get, "stations/CP-1/local-list/entries")).GetProperty("items").EnumerateArray()
            .Select(entry => $"{entry.GetProperty("idTag").GetString()} {entry.GetProperty("status").GetString()}")];

    private static async Task WorldAsync(CsmsApi api)
    {
        await api.SendAsync(HttpMethod.Patch, "sites/1", new { defaultPolicy = "GroupsWithRule", localLists = "Automatic" });
        // Whatever the day, a window that lies on the other side of it.
        var now = TimeProvider.System.GetUtcNow();
        var later = now.AddHours(12);
        var window = new { days = new[] { later.ToString("ddd", CultureInfo.InvariantCulture).ToLowerInvariant() }, from = $"{later.Hour:00}:00", to = $"{later.Hour:00}:30" };
        object?[] rules = [new { group = 1 }, null, new { group = 3, windows = new[] { window } }, new { group = 4, quota = new { per = "Month", sessions = 1 } }, new { group = 5, quota = new { per = "Month", energyKwh = 1000 } }];
        string[] cards = [Fleet, NoRule, NotNow, UsedUp, SomethingLeft];
        for (var group = 1; group <= cards.Length; group++)
        {
            await api.SendAsync(HttpMethod.Post, "groups", new { name = $"group {group}" });
            if (rules[group - 1] is { } rule) await api.SendAsync(HttpMethod.Post, "charging-rules", rule);
            await api.SendAsync(HttpMethod.Post, "drivers", new { name = $"driver {group}", groups = new[] { group } });
            await api.SendAsync(HttpMethod.Put, $"id-tags/{cards[group - 1]}", new { driver = group });
        }
        await api.SendAsync(HttpMethod.Put, $"id-tags/{Blocked}", new { driver = 1, blocked = true });
        await api.SendAsync(HttpMethod.Put, $"id-tags/{Over}", new { driver = 1, expiresAt = now.AddDays(-1) });
    }
}
