using Ampwright.Csms.Access;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Sites;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Ocpp.Messages.LocalAuthList;
using Dapper;

namespace Ampwright.Csms.Tests.LocalAuthList;

public sealed class OfflineDecisionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task What_a_station_decides_by_its_list_is_what_the_CSMS_would_have_answered(int seed)
    {
        var random = new Random(seed);
        await using var store = new TestStore();
        var (station, tags, free) = await WorldAsync(store, random);
        var now = store.Time.GetUtcNow();
        var held = new Dictionary<string, ListEntry>(StringComparer.Ordinal);
        var compared = (Equal: 0, Accepted: 0, Later: 0);
        for (var look = 0; look < 12; look++)
        {
            var content = await store.Database.ReadAsync(connection => ListContent.Compute(connection, station, most: 1000, now));
            Synchronise(held, content, now, sendLength: random.Next(1, 8));
            foreach (var tag in tags.Append("NOBODY"))
            {
                // Until a verdict changes by itself both say the same.
                foreach (var at in (DateTimeOffset[])[now, now.AddMinutes(random.Next(1, 600)), now.AddDays(random.Next(1, 9))])
                {
                    var online = (await store.Database.ReadAsync(connection => Authorizer.Decide(connection, station, tag, at))).Accepted;
                    // AllowOfflineTxForUnknownId stands as the site's word about unknown tags.
                    var offline = held.TryGetValue(IdTagList.Fold(tag), out var entry) ? entry.Accepts(at) : free;
                    if (at == now || !(content.ChangesAt <= at))
                    {
                        Assert.True(online == offline, $"{tag} at {at:O}, list of {now:O}: online {online}, offline {offline}");
                        compared.Equal++;
                        if (online) compared.Accepted++;
                    }
                    else
                    {
                        // After that the old list may refuse somebody, but lets nobody in.
                        Assert.True(online || !offline, $"{tag} at {at:O}, list of {now:O}: let in without a connection, refused with one");
                        compared.Later++;
                    }
                }
            }
            now = content.ChangesAt is { } change && random.Next(2) == 0 ? change : now.AddMinutes(random.Next(1, 3000));
        }
        Assert.True(compared is { Equal: > 100, Accepted: > 10 }, $"{compared}");
    }

    private static void Synchronise(Dictionary<string, ListEntry> held, ListContent content, DateTimeOffset now, int sendLength)
    {
        var limits = new ListLimits { IsSupported = true, IsEnabled = true, Length = 1000, SendLength = sendLength };
        var list = new ListRecord { HeldVersion = held.Count == 0 ? null : 1 };
        for (var step = 0; ListSync.Update(list, [.. held.Values], content, limits, now) is { } update; step++)
        {
            Assert.True(step < 1000, "It never ends.");
            Assert.True(update.LocalAuthorizationList!.Count <= sendLength);
            if (update.UpdateType.Is(UpdateType.Full)) held.Clear();
            foreach (var entry in update.LocalAuthorizationList)
            {
                if (entry.IdTagInfo is null) held.Remove(IdTagList.Fold(entry.IdTag));
                else held[IdTagList.Fold(entry.IdTag)] = ListEntry.Of(entry);
            }
            list = list with { HeldVersion = update.ListVersion, TriedVersion = update.ListVersion };
        }
    }

    /// <summary>Sessions of the weeks before and after, each against some rule's quota.</summary>
    private static Task UseAsync(TestStore store, Random random, long station, int drivers) => store.Database.WriteAsync(unit =>
    {
        for (var id = 1; id <= 60; id++)
        {
            var at = unit.Now.AddHours(random.Next(-300, 300));
            unit.Connection.Execute("""
                INSERT INTO transactions (transaction_id, sequence, station_id, connector_id, id_tag, id_tag_key, meter_start, started_at, received_at, verdict, meter_stop)
                VALUES (@id, @id, @station, @id, 'T', 'T', 0, @at, @at, 'Accepted', @wh)
                """, new { id, station, at, wh = random.Next(3000) });
            unit.Connection.Execute("INSERT INTO quota_uses (transaction_id, rule_id, driver_id, counted_at) VALUES (@id, @rule, @driver, @at)",
                new { id, rule = random.Next(1, 9), driver = random.Next(1, drivers + 1), at });
        }
    });

    private static async Task<(long Station, List<string> Tags, bool Free)> WorldAsync(TestStore store, Random random)
    {
        string[] zones = ["Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe"];
        var (database, who, now) = (store.Database, Caller.Program, store.Time.GetUtcNow());
        var free = random.Next(3) == 0;
        var sites = new SiteList(database);
        var policy = random.Next(4) == 0 ? DefaultPolicy.KnownTags : DefaultPolicy.GroupsWithRule;
        await sites.ChangeAsync((await sites.FindAsync(1))! with
        {
            TimeZone = zones[random.Next(zones.Length)],
            DefaultPolicy = policy,
            UnknownTags = free ? UnknownTags.Accepted : UnknownTags.Refused,
        }, null, who);
        var elsewhere = (await sites.AddAsync(new Site { Name = "elsewhere" }, who))!.Value;
        var station = await new StationRegistry(database).RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var other = await new StationRegistry(database).RegisterAsync(new StationRegistration { Identity = "CP2", WithoutPassword = true });
        var groups = new List<long>();
        for (var group = 0; group < 4; group++) groups.Add((await new GroupList(database).AddAsync(new DriverGroup { Name = $"g{group}", ParentIdTag = group % 2 == 0 ? $"P{group}" : null }, who))!.Value);
        var drivers = new List<long>();
        for (var driver = 0; driver < 8; driver++)
            drivers.Add(await new DriverList(database).AddAsync(new Driver { Name = $"d{driver}", Groups = [.. groups.Where(_ => random.Next(3) == 0)] }, who));
        for (var made = 0; made < 8; made++)
        {
            var where = random.Next(4);
            var rule = new ChargingRule
            {
                GroupId = groups[random.Next(groups.Count)],
                SiteId = where == 0 ? 1 : where == 1 && random.Next(2) == 0 ? elsewhere : null,
                StationId = where == 2 ? station.StationId : where == 3 && random.Next(2) == 0 ? other.StationId : null,
                Windows = random.Next(3) == 0 ? "" : WeeklyWindows.Of([new WeeklyWindow([.. Enumerable.Range(0, 7).Where(_ => random.Next(2) == 0).Append(1).Distinct().Select(day => (DayOfWeek)day)], random.Next(0, 48) * 30, random.Next(1, 49) * 30)]).ToString(),
                ValidFrom = random.Next(4) == 0 ? now.AddHours(random.Next(-200, 200)) : null,
                ValidUntil = random.Next(4) == 0 ? now.AddHours(random.Next(200, 500)) : null,
            };
            var quota = rule with
            {
                QuotaPer = (QuotaPer)random.Next(3),
                QuotaOf = (QuotaOf)random.Next(2),
                QuotaWh = random.Next(2) == 0 ? 3000 : null,
                QuotaSessions = 2,
            };
            await new RuleList(database).AddAsync(random.Next(2) == 0 ? rule : quota, who);
        }
        await UseAsync(store, random, station.StationId, drivers.Count);
        var tags = new List<string>();
        var list = new IdTagList(database);
        for (var tag = 0; tag < 25; tag++)
        {
            tags.Add($"Tag{tag}");
            await list.PutAsync(new IdTag
            {
                Tag = $"Tag{tag}",
                DriverId = random.Next(4) == 0 ? null : drivers[random.Next(drivers.Count)],
                Blocked = random.Next(6) == 0,
                ExpiresAt = random.Next(3) == 0 ? now.AddMinutes(random.Next(-3000, 20_000)) : null,
            });
        }
        return (station.StationId, tags, free);
    }
}
