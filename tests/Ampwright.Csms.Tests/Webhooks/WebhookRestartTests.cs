using Ampwright.Csms.Events;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Webhooks;
using Ampwright.TestKit;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ampwright.Csms.Tests.Webhooks;

/// <summary>One delivery over a real store and a real server, without the rest of the program; the clock is the test's.</summary>
public sealed class WebhookRestartTests
{
    [Fact]
    public async Task A_restart_goes_on_where_it_was_and_nothing_is_left_out()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var store = new TestStore();
        var id = await AddAsync(store, receiver.Url);
        await RaiseAsync(store, 3);
        await RunAsync(store, id, () => Task.FromResult(receiver.Taken.Count == 3));
        await RaiseAsync(store, 2);
        await store.ReopenAsync();
        await RunAsync(store, id, () => Task.FromResult(receiver.Taken.Count == 5));

        var sequences = receiver.Taken.Select(received => received.Sequence).ToList();
        Assert.Equal(Enumerable.Range((int)sequences[0], 5).Select(sequence => (long)sequence), sequences);
    }

    [Fact]
    public async Task While_a_target_is_down_events_wait_for_days_and_are_given_up_then()
    {
        await using var store = new TestStore();
        // Nobody listens there.
        var id = await AddAsync(store, "http://127.0.0.1:1/in");
        await RaiseAsync(store, 3);
        await RunAsync(store, id, async () => await AskAsync(store, "SELECT failures FROM webhooks") >= 1);
        Assert.Equal(0, await AskAsync(store, "SELECT count(*) FROM webhook_dead_letters"));

        store.Time.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1));
        await RunAsync(store, id, async () => await AskAsync(store, "SELECT count(*) FROM webhook_dead_letters") == 3);
        Assert.Equal(3, await AskAsync(store, "SELECT count(*) FROM events WHERE kind = 'webhookEventGivenUp'"));
    }

    private static async Task RunAsync(TestStore store, long id, Func<Task<bool>> until)
    {
        var options = new WebhookOptions { PrivateTargets = true };
        using var target = new WebhookTarget(options);
        using var stop = new CancellationTokenSource();
        var sender = new WebhookSender(target, Box(store), options, store.Time);
        var delivery = new WebhookDelivery(id, store.Database, new EventLog(store.Database), sender, new WebhookSignal(), options, store.Time, NullLogger.Instance);
        var running = delivery.RunAsync(stop.Token);
        await Eventually.HoldsAsync(until);
        await stop.CancelAsync();
        await running;
    }

    private static Task<long> AddAsync(TestStore store, string url) => store.Database.WriteAsync(unit => WebhookStore.Add(
        unit, new WebhookRecord { Url = url, SecretSealed = Box(store).Seal("a secret of the test"u8.ToArray()), Kinds = "stationRegistered", CreatedBy = "test" }));

    private static Task RaiseAsync(TestStore store, int events) => store.Database.WriteAsync(unit =>
    {
        for (var number = 0; number < events; number++) unit.Raise(new StationRegistered { Station = $"CP{number}" });
    });

    private static SecretBox Box(TestStore store) => new(new CsmsOptions { Data = Path.GetDirectoryName(store.Path)! });

    private static ValueTask<long> AskAsync(TestStore store, string sql) => store.Database.ReadAsync(connection => connection.ExecuteScalar<long>(sql));
}
