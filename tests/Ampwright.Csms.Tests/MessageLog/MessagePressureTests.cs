using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ampwright.Csms.Tests.MessageLog;

public sealed class MessagePressureTests
{
    private static readonly byte[] Frame = """[2,"1","Heartbeat",{}]"""u8.ToArray();

    [Fact]
    public async Task Under_pressure_frames_are_dropped_and_counted_and_the_next_one_tells_the_gap()
    {
        await using var store = new TestStore();
        var station = await RegisterAsync(store);
        var options = new MessageLogOptions { WaitingBytes = 10 * (Frame.Length + WaitingFrame.Overhead) };
        var queue = new FrameQueue(new MessageLogSwitch(store.Database), options, store.Time);
        var trace = new MessageTrace(queue, station, "CP1", epoch: 1);
        for (var frame = 0; frame < 25; frame++) trace.Received(Frame);

        Assert.Equal(15, queue.Dropped);
        Assert.True(queue.WaitingBytes <= options.WaitingBytes);

        using var writer = new MessageLogWriter(queue, new MessageTails(), store.Database, options, TimeProvider.System, NullLogger<MessageLogWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(async () => await CountAsync(store) == 10);
        trace.Received(Frame);
        await Eventually.HoldsAsync(async () => await CountAsync(store) == 11);
        await writer.StopAsync(CancellationToken.None);

        Assert.Equal(15, await store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT lost_before FROM messages ORDER BY sequence DESC LIMIT 1")));
        Assert.Equal(0, queue.WaitingBytes);
    }

    [Fact]
    public async Task A_store_that_is_away_for_a_moment_loses_no_frame()
    {
        await using var store = new TestStore();
        var station = await RegisterAsync(store);
        var options = new MessageLogOptions();
        var queue = new FrameQueue(new MessageLogSwitch(store.Database), options, store.Time);
        var trace = new MessageTrace(queue, station, "CP1", epoch: 1);
        store.CommitFault = new IOException("no disk");
        using var writer = new MessageLogWriter(queue, new MessageTails(), store.Database, options, store.Time, NullLogger<MessageLogWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        trace.Received(Frame);
        // The linger, then the pause before the second try.
        await Eventually.HoldsAsync(() => store.Time.ArmedTimers == 1);
        store.Time.Advance(options.Linger);
        await Eventually.HoldsAsync(() => store.Time.ArmedTimers == 1);
        store.CommitFault = null;
        store.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(async () => await CountAsync(store) == 1);
        Assert.Equal(0, queue.Dropped);
        await writer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Old_frames_go_by_age_and_the_oldest_by_size()
    {
        await using var store = new TestStore();
        var station = await RegisterAsync(store);
        await AppendAsync(store, station, 30);
        store.Time.Advance(TimeSpan.FromDays(2));
        await AppendAsync(store, station, 30);

        Assert.Equal(30, await store.Database.WriteAsync(unit => MessageStore.Forget(unit, unit.Now.AddDays(-1), long.MaxValue, slice: 100)));
        Assert.Equal(30, await CountAsync(store));
        Assert.Equal(30L * Frame.Length, await store.Database.ReadAsync(MessageStore.Size));

        Assert.Equal(20, await store.Database.WriteAsync(unit => MessageStore.Forget(unit, unit.Now.AddDays(-1), 10 * Frame.Length, slice: 100)));
        Assert.Equal(10, await CountAsync(store));
        Assert.Equal(0, await store.Database.WriteAsync(unit => MessageStore.Forget(unit, unit.Now.AddDays(-1), 10 * Frame.Length, slice: 100)));
        Assert.Equal(51, await store.Database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT min(sequence) FROM messages")));
    }

    [Fact]
    public async Task A_search_that_finds_little_is_answered_in_bounded_looks_and_goes_on()
    {
        await using var store = new TestStore();
        var station = await RegisterAsync(store);
        await AppendAsync(store, station, 1, "needle");
        for (var batch = 0; batch < 5; batch++) await AppendAsync(store, station, 100);
        var search = new MessageSearch(store.Database, new MessageLogOptions { SearchWindow = 100 });
        foreach (var filter in (MessageFilter[])[new() { Text = "needle" }, new() { Station = "cp1", MessageId = "needle" }])
        {
            var looks = 0;
            var found = new List<MessageRecord>();
            for (long? next = long.MaxValue; next is { } before; looks++)
            {
                (var page, next) = await search.NewestAsync(filter, before, 50);
                found.AddRange(page);
            }
            Assert.Single(found);
            Assert.InRange(looks, 5, 7);

            looks = 0;
            found.Clear();
            for (long? next = 0; next is { } after; looks++)
            {
                (var page, next) = await search.FollowingAsync(filter, after, 50);
                found.AddRange(page);
            }
            Assert.Single(found);
            Assert.InRange(looks, 5, 7);
        }
    }

    [Fact]
    public async Task A_model_cannot_fill_the_store_with_findings()
    {
        await using var store = new TestStore();
        var station = await RegisterAsync(store);
        for (var batch = 0; batch < 12; batch++)
        {
            await store.Database.WriteAsync(unit => MessageStore.Append(unit, [.. Enumerable.Range(0, 50).Select(number =>
                Message(unit, station, "1") with { Findings = [new MessageFinding($"field{batch}-{number}", "UnknownField", "unknown")] })]));
        }
        var kept = await store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM model_findings"));
        Assert.Equal(501, kept);
        Assert.Equal(600, await store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT sum(times) FROM model_findings")));
    }

    private static async Task<long> RegisterAsync(TestStore store) =>
        (await new StationRegistry(store.Database).RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true })).StationId;

    private static Task AppendAsync(TestStore store, long station, int count, string id = "1") => store.Database.WriteAsync(unit =>
        MessageStore.Append(unit, [.. Enumerable.Range(0, count).Select(_ => Message(unit, station, id))]));

    private static LoggedMessage Message(WriteUnit unit, long station, string id) => new()
    {
        At = unit.Now,
        StationId = station,
        Station = "CP1",
        Direction = FrameDirection.FromStation,
        Kind = Ocpp.Rpc.FrameKind.Call,
        Action = "Heartbeat",
        MessageId = id,
        Epoch = 1,
        Bytes = Frame.Length,
        Frame = $"""[2,"{id}","Heartbeat",{"{}"}]""",
    };

    private static ValueTask<int> CountAsync(TestStore store) =>
        store.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM messages"));
}
