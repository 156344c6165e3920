using System.Net.WebSockets;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Transactions;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Connections.RunningCsms;

namespace Ampwright.Csms.Tests.Connections;

public sealed class TakeoverTests
{
    [Fact]
    public async Task An_authenticated_newcomer_wins_and_the_old_connection_is_closed()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var old = await csms.ConnectAsync();
        await old.CallAsync("Heartbeat", "{}");
        await using var young = await csms.ConnectAsync();

        Assert.Null(await old.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, old.Socket.CloseStatus);
        Assert.Equal(3, (await young.CallAsync("Heartbeat", "{}")).GetArrayLength());
        await UntilAsync(() => Task.FromResult(csms.Live.All.Count == 1));
        Assert.True((await csms.Stations.FindAsync("CP1"))!.Connected);
        Assert.Contains(await csms.ChangesAsync(), change => change is StationTakenOver { OldEpoch: 1, NewEpoch: 2 });
        Assert.DoesNotContain(await csms.ChangesAsync(), change => change is StationDisconnected);
    }

    [Fact]
    public async Task An_attempt_without_proof_never_touches_the_live_connection()
    {
        await using var csms = await StartAsync();
        await csms.RegisterAsync();
        await using var live = await csms.ConnectAsync();
        await using var intruder = csms.Station();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            intruder.Authorization = attempt % 2 == 0 ? null : RawStation.Basic("CP1", new byte[20]);
            Assert.InRange(await intruder.KnockAsync(), 401, 429);
        }
        Assert.Equal(3, (await live.CallAsync("Heartbeat", "{}")).GetArrayLength());
        Assert.Equal(1, (await csms.Stations.FindAsync("CP1"))!.LeaseEpoch);
    }

    [Fact]
    public async Task A_write_with_an_old_epoch_is_refused()
    {
        await using var csms = await StartAsync();
        var station = await csms.RegisterAsync();
        var leases = new Leases(csms.Database);
        var old = (await leases.TakeAsync(station.StationId, "a"))!;
        var young = (await leases.TakeAsync(station.StationId, "b"))!;

        await Assert.ThrowsAsync<LeaseLostException>(() => csms.Database.WriteAsync(unit => Leases.Check(unit, old)));
        await csms.Database.WriteAsync(unit => Leases.Check(unit, young));
        await leases.ReleaseAsync(old, "late close");
        Assert.True((await csms.Stations.FindAsync("CP1"))!.Connected);
        await leases.ReleaseAsync(young, "close");
        Assert.False((await csms.Stations.FindAsync("CP1"))!.Connected);
    }

    [Fact]
    public async Task A_message_that_reaches_the_store_after_a_takeover_is_neither_stored_nor_answered()
    {
        await using var csms = await StartAsync();
        var record = await csms.RegisterAsync();
        await using var old = await csms.ConnectAsync();
        await old.CallAsync("Heartbeat", "{}");
        // Another node takes the lease: this one has not seen its newcomer.
        await new Leases(csms.Database).TakeAsync(record.StationId, "elsewhere");
        await old.SendAsync("""[2,"1","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-03-01T12:00:00Z"}]""");

        Assert.Null(await old.ReceiveAsync());
        Assert.Empty(await csms.Transactions.ListAsync(new TransactionFilter()));
        Assert.True((await csms.Stations.FindAsync("CP1"))!.Connected);
    }

    [Fact]
    public async Task Two_that_fight_for_one_identity_get_one_takeover_a_second()
    {
        var time = new ManualTimeProvider();
        await using var csms = await StartAsync(time);
        await csms.RegisterAsync();
        await using var one = await csms.ConnectAsync();
        await using var two = await csms.ConnectAsync();
        Assert.Null(await one.ReceiveAsync());
        var waiting = time.TimersDueIn(TimeSpan.FromSeconds(1));
        var third = csms.Station().ConnectAsync();
        await UntilAsync(() => Task.FromResult(time.TimersDueIn(TimeSpan.FromSeconds(1)) > waiting));
        Assert.False(third.IsCompleted);
        Assert.Equal(3, (await two.CallAsync("Heartbeat", "{}")).GetArrayLength());
        time.Advance(TimeSpan.FromSeconds(1));
        await third;
        Assert.Null(await two.ReceiveAsync());
    }

    [Fact]
    public async Task A_hundred_reconnects_leave_one_connection_that_works()
    {
        await using var csms = await StartAsync(options: new ConnectionOptions { TakeoverPause = TimeSpan.Zero });
        await csms.RegisterAsync();
        var times = Ampwright.TestKit.Scale.Of(inTest: 100, whole: 1000);
        var stations = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => csms.ConnectAsync()));
        await UntilAsync(() => Task.FromResult(csms.Live.All.Count == 1 && csms.Live.All.Single().Lease.Epoch == times));
        await using var last = await csms.ConnectAsync();
        Assert.Equal(3, (await last.CallAsync("Heartbeat", "{}")).GetArrayLength());
        foreach (var station in stations) await station.DisposeAsync();
        await UntilAsync(() => Task.FromResult(csms.Live.All.Count == 1));
        Assert.Equal(3, (await last.CallAsync("Heartbeat", "{}")).GetArrayLength());
    }

    [Fact]
    public async Task Connections_of_an_earlier_run_are_not_shown_after_a_restart()
    {
        await using var store = new Storage.TestStore();
        var registry = new Csms.Stations.StationRegistry(store.Database);
        var station = await registry.RegisterAsync(new Csms.Stations.StationRegistration { Identity = "CP1", WithoutPassword = true });
        await new Leases(store.Database).TakeAsync(station.StationId, "x");
        await store.ReopenAsync();
        await new Leases(store.Database).ReleaseAllAsync();
        Assert.False((await new Csms.Stations.StationRegistry(store.Database).FindAsync("CP1"))!.Connected);
    }
}
