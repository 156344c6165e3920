using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp.Messages.Core;
using Dapper;
using static Ampwright.Csms.Tests.Transactions.TransactionWorld;

namespace Ampwright.Csms.Tests.Transactions;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private TransactionWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_repeated_StartTransaction_gets_the_first_id_and_the_first_verdict()
    {
        var first = await _world.SendAsync(Start(), "a");
        await new IdTagList(_world.Store.Database).PutAsync(new IdTag { Tag = "GOOD", Blocked = true });

        Assert.Equal(first, await _world.SendAsync(Start(), "a"));
        Assert.Equal(first, await _world.SendAsync(Start(), "b"));
        Assert.Equal(first, await _world.SendAsync(Start("good"), "c"));
        Assert.Contains("Accepted", first, StringComparison.Ordinal);
        Assert.Single(await _world.Transactions.ListAsync(new TransactionFilter()));
    }

    [Fact]
    public async Task A_repeated_start_gets_its_answer_after_a_restart_too()
    {
        var first = await _world.SendAsync(Start(), "a");
        await _world.Store.ReopenAsync();
        Assert.Equal(first, await _world.SendAsync(Start(), "a"));
        Assert.Equal(first, await _world.SendAsync(Start(), "b"));
    }

    [Theory]
    [InlineData("GOOD", "Accepted")]
    [InlineData("good", "Accepted")]
    [InlineData("BLOCKED", "Blocked")]
    [InlineData("EXPIRED", "Expired")]
    [InlineData("nobody", "Invalid")]
    public async Task A_transaction_is_stored_whatever_the_verdict(string idTag, string verdict)
    {
        var answer = await _world.StartAsync(Start(idTag));
        Assert.Equal(verdict, answer.IdTagInfo.Status.Text);
        Assert.True(answer.TransactionId > 0);
        var stored = await _world.FindAsync(answer.TransactionId);
        Assert.Equal((idTag, verdict, true), (stored.IdTag, stored.Verdict, stored.Open));
        Assert.Equal(verdict == "Accepted" ? "FLEET" : null, answer.IdTagInfo.ParentIdTag);
    }

    [Fact]
    public async Task A_tag_with_one_transaction_at_a_time_is_refused_the_second_but_never_a_retry_of_the_first()
    {
        var first = await _world.StartAsync(Start("ONE"), "a");
        var second = await _world.StartAsync(Start("one", connectorId: 2, minute: 1), "b");
        var retry = await _world.StartAsync(Start("ONE"), "c");

        Assert.Equal("Accepted", first.IdTagInfo.Status.Text);
        Assert.Equal("ConcurrentTx", second.IdTagInfo.Status.Text);
        Assert.Equal(first, retry);
        await _world.SendAsync(Stop(first.TransactionId, idTag: "ONE"));
        Assert.Equal("Accepted", (await _world.StartAsync(Start("ONE", minute: 40))).IdTagInfo.Status.Text);
    }

    [Fact]
    public async Task A_start_that_comes_again_after_its_stop_is_a_suspect_duplicate()
    {
        var first = await _world.StartAsync(Start(), "a");
        await _world.SendAsync(Stop(first.TransactionId), "b");

        Assert.Equal(first, await _world.StartAsync(Start(), "a"));
        var replay = await _world.StartAsync(Start(), "c");
        var again = await _world.StartAsync(Start(), "d");

        Assert.NotEqual(first.TransactionId, replay.TransactionId);
        Assert.Equal(replay, again);
        var stored = await _world.FindAsync(replay.TransactionId);
        Assert.Equal(first.TransactionId, stored.SuspectDuplicateOf);
        Assert.Equal("SuspectDuplicate", stored.Flags);
        Assert.False((await _world.FindAsync(first.TransactionId)).Open);
    }

    [Fact]
    public async Task The_same_message_id_with_another_payload_is_a_new_message_and_noted()
    {
        var first = await _world.StartAsync(Start(), "1000000");
        var second = await _world.StartAsync(Start(connectorId: 2), "1000000");
        Assert.NotEqual(first.TransactionId, second.TransactionId);
        Assert.Contains(await _world.EventsAsync(), change => change is MessageIdReused { Action: "StartTransaction" });
        Assert.Equal(first, await _world.StartAsync(Start(), "1000000"));
    }

    [Fact]
    public async Task Starts_that_overlap_on_one_connector_are_both_kept_and_both_flagged()
    {
        var first = await _world.StartAsync(Start());
        var second = await _world.StartAsync(Start(minute: 5));
        Assert.Equal("Overlap", (await _world.FindAsync(first.TransactionId)).Flags);
        Assert.Equal("Overlap", (await _world.FindAsync(second.TransactionId)).Flags);
    }

    [Fact]
    public async Task The_first_stop_counts_and_a_different_one_is_kept_as_a_conflict()
    {
        var id = (await _world.StartAsync(Start())).TransactionId;
        var first = await _world.SendAsync(Stop(id), "a");
        await new IdTagList(_world.Store.Database).PutAsync(new IdTag { Tag = "GOOD", Blocked = true });

        Assert.Equal(first, await _world.SendAsync(Stop(id), "a"));
        Assert.Equal(first, await _world.SendAsync(Stop(id), "b"));
        Assert.Empty(await _world.SetAsideAsync());
        await _world.SendAsync(Stop(id, meterStop: 9000), "c");

        var stored = await _world.FindAsync(id);
        Assert.Equal((2000, 1000L, "ConflictingStop"), (stored.MeterStop, stored.EnergyWh, stored.Flags));
        Assert.Equal(["ConflictingStop"], await _world.SetAsideAsync());
    }

    [Fact]
    public async Task A_foreign_id_is_answered_normally_and_changes_nothing()
    {
        var foreign = (await _world.StartAsync(Start())).TransactionId;
        var stop = await _world.SendAsync(Stop(foreign), station: _world.Cp2);
        var values = await _world.SendAsync(Values(foreign, 1500, 10), station: _world.Cp2);
        await _world.SendAsync(Stop(foreign), station: _world.Cp2);

        Assert.Contains("idTagInfo", stop, StringComparison.Ordinal);
        Assert.Equal("{}", values);
        var stored = await _world.FindAsync(foreign);
        Assert.True(stored.Open);
        Assert.Null(stored.LastMeter);
        Assert.Empty(await _world.MeterValuesAsync(foreign));
        Assert.Equal(["ForeignTransaction", "ForeignTransaction"], await _world.SetAsideAsync());
        Assert.Contains(await _world.EventsAsync(), change => change is MessageSetAside { Why: "ForeignTransaction", Station: "CP2" });
    }

    [Theory]
    [InlineData(4711)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public async Task An_id_that_fits_nothing_is_answered_and_kept(int transactionId)
    {
        Assert.Contains("Accepted", await _world.SendAsync(Stop(transactionId)), StringComparison.Ordinal);
        Assert.Equal("{}", await _world.SendAsync(Stop(transactionId, idTag: null)));
        Assert.Equal("{}", await _world.SendAsync(Values(transactionId, 1500, 10)));
        var why = transactionId > 0 ? "UnknownTransaction" : "NoTransactionId";
        Assert.Equal([why, why, why], await _world.SetAsideAsync());
        Assert.Empty(await _world.Transactions.ListAsync(new TransactionFilter()));
    }

    [Fact]
    public async Task A_stop_without_id_is_bound_to_the_only_start_it_fits()
    {
        var first = (await _world.StartAsync(Start())).TransactionId;
        var second = (await _world.StartAsync(Start("ONE", connectorId: 2))).TransactionId;
        await _world.SendAsync(Values(-1, 1600, 10, connectorId: 2));
        await _world.SendAsync(Stop(-1, idTag: "one"));

        Assert.True((await _world.FindAsync(first)).Open);
        var stored = await _world.FindAsync(second);
        Assert.Equal((false, "BoundWithoutId", 1600L), (stored.Open, stored.Flags, stored.LastMeter));
        await _world.SendAsync(Start(connectorId: 3));
        await _world.SendAsync(Stop(-1, minute: 31));
        Assert.Equal(["NoTransactionId"], await _world.SetAsideAsync());
    }

    [Fact]
    public async Task Meter_values_are_kept_once_and_move_the_newest_reading_on()
    {
        var id = (await _world.StartAsync(Start())).TransactionId;
        await _world.SendAsync(Values(id, 1500, 10), "a");
        await _world.SendAsync(Values(id, 1500, 10), "a");
        await _world.SendAsync(Values(id, 1500, 10), "b");
        await _world.SendAsync(Values(id, 1200, 5), "c");

        var stored = await _world.FindAsync(id);
        Assert.Equal((1500L, 500L), (stored.LastMeter, stored.EnergyWh));
        Assert.Equal([5, 10], (await _world.MeterValuesAsync(id)).Select(value => (int)(value.SampledAt - Noon).TotalMinutes));
        Assert.Equal(2, (await _world.EventsAsync()).Count(change => change is TransactionMetered));
    }

    [Fact]
    public async Task Values_inside_the_stop_are_kept_and_those_after_it_do_not_change_the_energy()
    {
        var id = (await _world.StartAsync(Start())).TransactionId;
        await _world.SendAsync(Values(id, 1500, 10));
        await _world.SendAsync(Stop(id) with { TransactionData = [Sample(1500, 10), Sample(2000, 30)] });
        await _world.SendAsync(Values(id, 2500, 40));

        Assert.Equal(1000, (await _world.FindAsync(id)).EnergyWh);
        Assert.Equal(["MeterValues", "StopTransaction", "MeterValues"], (await _world.MeterValuesAsync(id)).Select(value => value.Source));
    }

    [Fact]
    public async Task Insane_stops_are_answered_and_flagged_and_never_yield_negative_energy()
    {
        var backwards = (await _world.StartAsync(Start())).TransactionId;
        await _world.SendAsync(Stop(backwards, meterStop: 10, minute: -5));
        var absurd = (await _world.StartAsync(Start(meterStart: 0))).TransactionId;
        await _world.SendAsync(Stop(absurd, meterStop: 2_000_000_000) with { Timestamp = new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero) });
        var ancient = (await _world.StartAsync(Start() with { Timestamp = DateTimeOffset.UnixEpoch })).TransactionId;

        var stored = await _world.FindAsync(backwards);
        Assert.Equal((0L, "NegativeEnergy,StopBeforeStart"), (stored.EnergyWh, stored.Flags));
        Assert.Equal("ImplausibleEnergy", (await _world.FindAsync(absurd)).Flags);
        Assert.Equal("ImplausibleTime", (await _world.FindAsync(ancient)).Flags);
    }

    [Fact]
    public async Task Nothing_is_answered_when_the_commit_fails_and_the_retry_is_the_first()
    {
        _world.Store.CommitFault = new IOException("disk");
        await Assert.ThrowsAsync<StorageException>(() => _world.SendAsync(Start(), "a"));
        _world.Store.CommitFault = null;
        Assert.Empty(await _world.Transactions.ListAsync(new TransactionFilter()));

        await _world.SendAsync(Start(), "a");
        Assert.Single(await _world.Transactions.ListAsync(new TransactionFilter()));
    }

    [Fact]
    public async Task Fifty_starts_at_once_over_two_stations_make_one_transaction_each()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            _world.StartAsync(Start(), $"m{number / 2 % 7}", number % 2 == 0 ? _world.Cp1 : _world.Cp2)));
        Assert.Equal(2, answers.Select(answer => answer.TransactionId).Distinct().Count());
        Assert.Equal(2, await _world.Store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM transactions")));
    }

    [Fact]
    public async Task The_text_of_a_time_stamp_is_kept_beside_the_instant()
    {
        var start = (StartTransactionRequest)Ocpp.Catalogue.StartTransaction.Request.Read(
            """{"connectorId":1,"idTag":"GOOD","meterStart":5,"timestamp":"2026-03-01T13:00:00.123456789+01:00"}"""u8, Ocpp.Payloads.ReadMode.Strict);
        var stored = await _world.FindAsync((await _world.StartAsync(start)).TransactionId);
        Assert.Equal("2026-03-01T13:00:00.123456789+01:00", stored.StartedText);
        Assert.Equal(Noon.AddTicks(1234567), stored.StartedAt);
    }
}
