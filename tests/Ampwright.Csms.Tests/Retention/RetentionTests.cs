using Ampwright.Csms.Events;
using Ampwright.Csms.Retention;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Tests.Transactions;
using Ampwright.TestKit;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ampwright.Csms.Tests.Retention;

public sealed class RetentionTests
{
    private const string EventsKept = "SELECT count(*) FROM events";

    [Fact]
    public async Task Events_go_after_45_days_unless_told_otherwise()
    {
        await using var store = new TestStore();
        await RaiseAsync(store, 2500, "old");
        store.Time.Advance(TimeSpan.FromDays(46));
        await RaiseAsync(store, 10, "new");

        await ForgetAsync(store);

        Assert.Equal(10, await CountAsync(store, EventsKept));
        Assert.All(await new EventLog(store.Database).AfterAsync(0), recorded => Assert.Equal("new", ((IdTagChanged)recorded.Change).IdTag));
    }

    [Fact]
    public async Task The_oldest_events_go_when_all_together_are_too_large()
    {
        await using var store = new TestStore();
        await SetAsync(store, new RetentionSettings { Events = new Bounds { KeepMegabytes = 1 } });
        var large = new string('x', 1000);
        await RaiseAsync(store, 1500, large);
        store.Time.Advance(TimeSpan.FromDays(400));
        await RaiseAsync(store, 1500, large);
        var newest = await new EventLog(store.Database).LastSequenceAsync();

        await ForgetAsync(store);

        var kept = await CountAsync(store, EventsKept);
        Assert.InRange(kept * 1100, 900_000, 1_000_000);
        Assert.Equal(newest, await new EventLog(store.Database).LastSequenceAsync());
        Assert.InRange(await store.Database.ReadAsync(AgedTable.Events.Size), 900_000, 1_000_000);
        await ForgetAsync(store);
        Assert.Equal(kept, await CountAsync(store, EventsKept));
    }

    [Fact]
    public async Task Meter_values_stay_until_somebody_bounds_them_and_those_of_running_transactions_then_too()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var ended = await world.StartAsync(TransactionWorld.Start());
        await world.SendAsync(TransactionWorld.Values(ended.TransactionId, 1100, 10));
        await world.SendAsync(TransactionWorld.Stop(ended.TransactionId));
        var running = await world.StartAsync(TransactionWorld.Start(connectorId: 2, minute: 40));
        await world.SendAsync(TransactionWorld.Values(running.TransactionId, 1200, 50, connectorId: 2));
        world.Store.Time.Advance(TimeSpan.FromDays(4000));

        await ForgetAsync(world.Store);
        Assert.Equal(2, await CountAsync(world.Store, "SELECT count(*) FROM meter_values"));

        await SetAsync(world.Store, new RetentionSettings { MeterValues = new Bounds { KeepDays = 3999, KeepMegabytes = 1 } });
        await ForgetAsync(world.Store);
        Assert.Equal(running.TransactionId, await CountAsync(world.Store, "SELECT transaction_id FROM meter_values"));
        // The energy does not depend on them once a transaction has ended.
        Assert.Equal(1000, (await world.FindAsync(ended.TransactionId)).EnergyWh);
    }

    [Fact]
    public async Task Answers_to_messages_go_after_45_days_many_at_a_time()
    {
        await using var world = await TransactionWorld.CreateAsync();
        for (var minute = 0; minute < 5; minute++) await world.SendAsync(TransactionWorld.Start(minute: minute));
        world.Store.Time.Advance(TimeSpan.FromDays(44));
        await ForgetAsync(world.Store);
        Assert.Equal(5, await CountAsync(world.Store, "SELECT count(*) FROM inbox"));
        world.Store.Time.Advance(TimeSpan.FromDays(2));
        await world.SendAsync(TransactionWorld.Start(minute: 9));

        await ForgetAsync(world.Store);

        Assert.Equal(1, await CountAsync(world.Store, "SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task The_owner_bounds_what_is_kept()
    {
        await using var csms = await ServedCsms.StartAsync();
        const string path = "/api/v1/retention";
        Assert.Equal("""{"events":{"keepDays":45,"keepMegabytes":4096,"bytes":0},"meterValues":{"keepDays":null,"keepMegabytes":null,"bytes":null},"logFiles":{"keepDays":90,"keepMegabytes":2048,"bytes":0},"statusHistory":{"keepDays":1100},"decisions":{"keepDays":90}}""", (await csms.SendAsync("GET", path)).Text);

        var changed = await csms.SendAsync("PUT", path, """{"events":{"keepDays":7},"meterValues":{"keepDays":365,"keepMegabytes":100}}""");

        Assert.Equal("""{"events":{"keepDays":7,"keepMegabytes":null,"bytes":null},"meterValues":{"keepDays":365,"keepMegabytes":100,"bytes":0},"logFiles":{"keepDays":90,"keepMegabytes":2048,"bytes":0},"statusHistory":{"keepDays":1100},"decisions":{"keepDays":90}}""", changed.Text);
        Assert.Equal(changed.Text, (await csms.SendAsync("GET", path)).Text);
        Assert.Contains("retention.change", (await csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);
        foreach (var wrong in (string[])["{}", """{"events":{"keepDays":0},"meterValues":{}}""", """{"events":{},"meterValues":{"keepDays":44}}""", """{"events":{},"meterValues":{"keepMegabytes":0}}""", """{"events":{},"meterValues":{},"statusHistory":{"keepDays":799}}""", """{"events":{},"meterValues":{},"decisions":{"keepDays":0}}"""])
            (await csms.SendAsync("PUT", path, wrong)).Problem(422);
    }

    private static Task RaiseAsync(TestStore store, int count, string tag) => store.Database.WriteAsync(unit =>
    {
        for (var number = 0; number < count; number++) unit.Raise(new IdTagChanged(tag));
    });

    private static Task SetAsync(TestStore store, RetentionSettings settings) => store.Database.WriteAsync(unit => RetentionStore.Write(unit, settings));

    private static ValueTask<int> CountAsync(TestStore store, string sql) => store.Database.ReadAsync(connection => connection.QuerySingle<int>(sql));

    private static async Task ForgetAsync(TestStore store)
    {
        var forgetting = new Forgetting(store.Database, store.Time, NullLogger<Forgetting>.Instance).ForgetAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() =>
        {
            // The pauses between its slices.
            store.Time.Advance(TimeSpan.FromMilliseconds(50));
            return forgetting.IsCompleted;
        });
        await forgetting;
    }
}
