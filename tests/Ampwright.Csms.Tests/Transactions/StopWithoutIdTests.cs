using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.TestKit;
using Dapper;
using static Ampwright.Csms.Tests.Transactions.TransactionWorld;

namespace Ampwright.Csms.Tests.Transactions;

/// <summary>Errata v4.0 3.18: what a station sends when its start was never acknowledged must not end another's transaction.</summary>
public sealed class StopWithoutIdTests
{
    [Fact]
    public async Task A_transaction_whose_id_the_station_has_used_is_not_ended_by_a_stop_without_id()
    {
        await using var world = await CreateAsync();
        var id = (await world.StartAsync(Start())).TransactionId;
        await world.SendAsync(Values(id, 1500, 10));
        await world.SendAsync(Stop(-1, 77000, 20, idTag: null));
        Assert.True((await world.FindAsync(id)).Open);

        await world.SendAsync(Stop(id));

        var stored = await world.FindAsync(id);
        Assert.Equal((2000, null), (stored.MeterStop, stored.Flags));
        Assert.Equal(["NoTransactionId"], await world.SetAsideAsync());
    }

    [Fact]
    public async Task A_register_below_the_newest_reading_is_anothers()
    {
        await using var world = await CreateAsync();
        var id = (await world.StartAsync(Start())).TransactionId;
        await world.SendAsync(Values(-1, 1800, 10));
        await world.SendAsync(Stop(-1, 1700));
        Assert.True((await world.FindAsync(id)).Open);
    }

    [Fact]
    public async Task A_stop_with_the_id_takes_the_place_of_one_that_was_bound_without()
    {
        await using var world = await CreateAsync();
        var id = (await world.StartAsync(Start())).TransactionId;
        await world.SendAsync(Stop(-1, 77000, 20, idTag: null) with { TransactionData = [Sample(77000, 20)] });
        await world.SendAsync(Stop(id));

        var stored = await world.FindAsync(id);
        Assert.Equal((2000, "BoundWithoutId,StopWithdrawn"), (stored.MeterStop, stored.Flags));
        Assert.Empty(await world.MeterValuesAsync(id));
        Assert.Equal(["NoTransactionId"], await world.SetAsideAsync());
        Assert.Contains(await world.EventsAsync(), change => change is TransactionStopWithdrawn { MeterStop: 77000 });
    }

    [Fact]
    public async Task Meter_values_with_the_id_show_that_a_stop_without_was_anothers()
    {
        await using var world = await CreateAsync();
        var id = (await world.StartAsync(Start())).TransactionId;
        await world.SendAsync(Stop(-1, 77000, 20, idTag: null));
        await world.SendAsync(Values(id, 1500, 25));
        var stored = await world.FindAsync(id);
        Assert.Equal((true, 1500L), (stored.Open, stored.LastMeter));
    }

    [Fact]
    public async Task A_second_stop_without_id_that_fits_as_well_leaves_the_choice_to_a_person()
    {
        await using var world = await CreateAsync();
        var id = (await world.StartAsync(Start())).TransactionId;
        await world.SendAsync(Stop(-1, 77000, 20));
        await world.SendAsync(Stop(-1, 2000, 30));
        Assert.True((await world.FindAsync(id)).Open);
        Assert.Equal(["NoTransactionId", "NoTransactionId"], await world.SetAsideAsync());
    }

    [Fact]
    public async Task A_repeat_under_a_new_message_id_finds_the_place_of_the_first()
    {
        await using var world = await CreateAsync();
        var id = (await world.StartAsync(Start())).TransactionId;
        await world.SendAsync(Values(-1, 1500, 10), "a");
        var first = await world.SendAsync(Stop(-1), "b");

        Assert.Equal(first, await world.SendAsync(Stop(-1), "c"));
        await world.SendAsync(Values(-1, 1500, 10), "d");
        await world.SendAsync(Values(null, 1500, 10), "e");

        Assert.False((await world.FindAsync(id)).Open);
        Assert.Empty(await world.SetAsideAsync());
        Assert.Equal(1, await world.Store.Database.ReadAsync(reader => reader.ExecuteScalar<int>("SELECT count(*) FROM meter_values")));
    }

    private enum StartFate
    {
        Acknowledged,
        AnswerLost,
        GivenUp,
    }

    private sealed record Session(int Connector, StartFate Start)
    {
        public int TransactionId { get; set; }
        public int From { get; set; }
        public int Until { get; set; }
    }

    /// <summary>
    /// All orders of two sessions on each of two connectors, each start acknowledged, recorded with its answer lost, or given up before it
    /// arrived; with and without tags at the stop and meter values. The registers are such that every stop fits every earlier start.
    /// </summary>
    [Fact]
    public async Task In_no_order_of_two_sessions_on_two_connectors_is_anything_bound_to_anothers_transaction()
    {
        await using var world = await CreateAsync();
        var orders = Orders("", 4, 4).ToList();
        Assert.Equal(70, orders.Count);
        // ./test takes every seventh of them, so that each order, each start and each way to stop is among them; bench/torture all.
        var step = Scale.Of(inTest: 7, whole: 1);
        var (cases, tried, lost, bound) = (0, 0, 0, 0);
        foreach (var order in orders)
        {
            await world.Store.Database.WriteAsync(unit =>
            {
                for (var starts = 0; starts < 81; starts++, cases++)
                {
                    if (cases % step != 0) continue;
                    tried++;
                    var sessions = Enumerable.Range(0, 4).Select(number => new Session(number / 2 + 1, (StartFate)(starts / (int)Math.Pow(3, number) % 3))).ToList();
                    var found = RunCase(unit, $"S{cases}", order, sessions, values: (cases + starts) % 3, withTag: cases / 3 % 2 == 0);
                    lost += found.Lost;
                    bound += found.Bound;
                }
            });
        }
        Assert.Equal((5670, 5670 / step), (cases, tried));
        Assert.InRange(bound, lost / 20, lost);
        TestContext.Current.SendDiagnosticMessage($"{tried} cases, {bound} of {lost} stops without id bound");
    }

    private static (int Lost, int Bound) RunCase(WriteUnit unit, string name, string order, List<Session> sessions, int values, bool withTag)
    {
        var lease = new Lease(AddStation(unit, name), name, 1);
        var (minute, messages) = (0, 0);
        int[] steps = [0, 0];
        foreach (var connector in order.Select(letter => letter - '0'))
        {
            var step = steps[connector]++;
            var session = sessions[connector * 2 + step / 2];
            if (step % 2 == 0) Begin(session);
            else End(session);
        }

        var stored = unit.Connection.Query<(int Id, int? Stop)>(
            "SELECT transaction_id, meter_stop FROM transactions WHERE station_id = @StationId", new { lease.StationId }).ToDictionary(row => row.Id, row => row.Stop);
        var kept = unit.Connection.Query<(int Id, DateTimeOffset At)>(
            "SELECT transaction_id, sampled_at FROM meter_values WHERE station_id = @StationId AND transaction_id > 0", new { lease.StationId });
        var told = $"{order} {string.Join(',', sessions)}";
        foreach (var session in sessions.Where(session => session.TransactionId > 0))
        {
            var stop = stored[session.TransactionId];
            Assert.True(stop is null || stop == Register(session.Until), $"Another's stop, {stop}: {told}");
            Assert.True(session.Start != StartFate.Acknowledged || stop is not null, $"Not ended: {told}");
        }
        Assert.All(kept, value =>
        {
            var session = sessions.Single(session => session.TransactionId == value.Id);
            Assert.True(value.At >= Noon.AddMinutes(session.From) && value.At <= Noon.AddMinutes(session.Until), $"Another's values: {told}");
        });
        return (sessions.Count(session => session.Start == StartFate.AnswerLost),
            sessions.Count(session => session.Start == StartFate.AnswerLost && stored[session.TransactionId] is not null));

        void Begin(Session session)
        {
            session.From = ++minute;
            if (session.Start != StartFate.GivenUp)
            {
                Send(TransactionWorld.Start(connectorId: session.Connector, meterStart: Register(minute), minute: minute));
                session.TransactionId = unit.Connection.ExecuteScalar<int>("SELECT transaction_id FROM transactions ORDER BY sequence DESC LIMIT 1");
            }
            if (values == 1) Meter(session);
        }

        void End(Session session)
        {
            if (values == 2) Meter(session);
            session.Until = ++minute;
            Send(Stop(Named(session), Register(minute), minute, withTag ? "GOOD" : null));
        }

        void Meter(Session session) => Send(Values(Named(session), Register(++minute), minute, session.Connector));

        void Send(IRequest request)
        {
            var message = new ReceivedMessage(request.Action, $"{++messages}", PayloadJson.ToUtf8(request.Action.Request, request));
            Effect effect = request switch
            {
                StartTransactionRequest start => new StartRecord(message, start),
                StopTransactionRequest stop => new StopRecord(message, stop),
                _ => new MeterValuesRecord(message, (MeterValuesRequest)request),
            };
            Assert.NotNull(effect.Apply(unit, lease));
        }
    }

    private static int Named(Session session) => session.Start == StartFate.Acknowledged ? session.TransactionId : -1;

    private static int Register(int minute) => 1000 + minute * 100;

    private static long AddStation(WriteUnit unit, string name) => unit.Connection.ExecuteScalar<long>("""
        INSERT INTO stations (identity, identity_key, boot_policy, heartbeat_seconds, retry_seconds, without_password, accepts_hex_password,
          no_pong, assumes_subprotocol, registered_at)
        VALUES (@name, @name, 'Accepted', 60, 60, @yes, @no, @no, @no, @Now) RETURNING station_id
        """, new { name, yes = true, no = false, unit.Now });

    private static IEnumerable<string> Orders(string begun, int left, int right)
    {
        if (left + right == 0) return [begun];
        var first = left > 0 ? Orders(begun + "0", left - 1, right) : [];
        var second = right > 0 ? Orders(begun + "1", left, right - 1) : [];
        return first.Concat(second);
    }
}
