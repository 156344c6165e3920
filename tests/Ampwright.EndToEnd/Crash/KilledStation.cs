using System.Text.Json;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>
/// A real station whose process dies by SIGKILL once in each session, and the ledger of what it said of itself before. Every session has a
/// card of its own, which names it ever after.
/// </summary>
/// <param name="number">Sets its cards apart from another station's; 1 to 255.</param>
/// <param name="seed">Where it is plugged, how a session goes and when the process dies follow from it.</param>
internal sealed class KilledStation(Site site, StationProgram station, int number, int seed)
{
    /// <summary>How fast its meters count: a car takes 100 Wh in a second or two.</summary>
    public const int MeterHaste = 400;

    /// <summary>Every session that was seen has taken that much before its process dies, Wh.</summary>
    private const int EnoughWh = 100;

    /// <summary>Of the energy that was shown a killed process may lose nothing; a cut of the power as much as lies between two syncs of the meter.</summary>
    private const int BudgetWh = 0;

    private readonly Random _random = new(seed);
    private readonly HashSet<string> _cards = [];
    private readonly List<Session> _seen = [];

    private enum Moment
    {
        AfterCard,
        WhileCharging,
        AfterStopByCard,
        AfterUnplugging,
        WhileOffline,
    }

    /// <summary>Sessions the station showed as running before it was killed; each must reach the CSMS.</summary>
    public int SessionsSeen => _seen.Count;

    public int SessionsWithEnergy { get; private set; }

    public long EnergyWh { get; private set; }

    /// <summary>The most of one session's energy that was shown before the kill and is not in what the CSMS has.</summary>
    public long MostLostWh { get; private set; }

    /// <summary>One session, killed at a random instant of it, and the next life.</summary>
    public async Task CycleAsync(int cycle)
    {
        var session = new Session($"04A1B2{number:X2}{cycle:X4}00", Connector: _random.Next(1, 3));
        _cards.Add(session.Card);
        await site.Api.AddIdTagAsync(session.Card);
        await IsAcceptedAsync();
        await station.Control.PlugAsync(session.Connector);
        await station.Control.CardAsync(session.Card);
        var moment = _random.Next(10) switch
        {
            0 or 1 => Moment.AfterCard,
            2 or 3 => Moment.AfterStopByCard,
            4 => Moment.AfterUnplugging,
            5 or 6 => Moment.WhileOffline,
            _ => Moment.WhileCharging,
        };
        if (moment != Moment.AfterCard) await SeeAsync(session);
        if (moment == Moment.WhileOffline) await station.Control.CutNetworkAsync();
        if (moment is Moment.AfterStopByCard or Moment.WhileOffline) await station.Control.CardAsync(session.Card);
        if (moment == Moment.AfterUnplugging) await station.Control.UnplugAtTheCarAsync(session.Connector);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(moment == Moment.WhileCharging ? 1500 : 300)), TimeProvider.System);
        await station.KillAsync();
        await station.StartAgainAsync();
    }

    /// <summary>Waits until the CSMS has all the station kept, and holds it against the ledger.</summary>
    public async Task CheckAsync()
    {
        await IsAcceptedAsync();
        await site.EventuallyAsync(
            async () => (await station.Control.StateAsync()).GetProperty("queued").GetInt32() == 0, $"{station.Identity} has delivered everything");
        var stored = await site.Api.TransactionsAsync(station.Identity);
        Assert.Empty(stored.Select(one => one.IdTag).Except(_cards));
        Assert.Equal(stored.Count, stored.DistinctBy(one => one.IdTag).Count());
        foreach (var session in _seen)
        {
            var kept = Assert.Single(stored, one => one.IdTag == session.Card);
            Assert.Equal((session.Connector, session.MeterStart), (kept.ConnectorId, kept.MeterStart));
            var lost = Math.Max(0, session.ShownWh - kept.MeterStop!.Value);
            MostLostWh = Math.Max(MostLostWh, lost);
            Assert.True(lost <= BudgetWh, $"{kept}: {session.ShownWh} Wh were shown before the kill");
            Assert.True(kept.EnergyWh >= EnoughWh, $"{kept} has little energy");
            SessionsWithEnergy++;
            EnergyWh += kept.EnergyWh;
        }

        foreach (var transaction in stored) Check(await site.Api.TransactionAsync(transaction.Id));
        foreach (var atConnector in stored.OrderBy(one => one.StartedAt).GroupBy(one => one.ConnectorId)) await CheckRegisterAsync(atConnector.Key, [.. atConnector]);
        CheckOrder(stored);
    }

    /// <summary>It ended, once, with the energy its own frames tell; nothing sent twice was sent differently or taken as new.</summary>
    private void Check(TransactionSeen transaction)
    {
        Assert.False(transaction.IsRunning, $"{transaction} never ended");
        Assert.Null(transaction.SuspectDuplicateOf);
        Assert.Empty(transaction.Flags);
        Assert.Equal((long)(transaction.MeterStop!.Value - transaction.MeterStart), transaction.EnergyWh);
        Assert.True(transaction.StoppedAt >= transaction.StartedAt, $"{transaction} ended before it began");
        Assert.All(transaction.MeterValues!, value => Assert.InRange(value.EnergyWh ?? transaction.MeterStart, transaction.MeterStart, transaction.MeterStop.Value));

        var starts = site.Wire.Calls("StartTransaction").Where(call => Card(call.Payload) == transaction.IdTag).ToList();
        var start = Assert.Single(starts.Select(call => call.Payload.GetRawText()).Distinct());
        Assert.Equal(transaction.MeterStart, JsonElement.Parse(start).GetProperty("meterStart").GetInt32());
        foreach (var answer in site.Wire.Answers("StartTransaction").Where(answer => starts.Exists(call => (call.Connection, call.Id) == (answer.Connection, answer.Id))))
            Assert.Equal(transaction.Id, answer.Payload.GetProperty("transactionId").GetInt32());

        var stops = site.Wire.Calls("StopTransaction").Where(call => call.Payload.GetProperty("transactionId").GetInt32() == transaction.Id);
        var stop = JsonElement.Parse(Assert.Single(stops.Select(call => call.Payload.GetRawText()).Distinct()));
        Assert.Equal((transaction.MeterStop, transaction.StoppedAt), (stop.GetProperty("meterStop").GetInt32(), stop.GetProperty("timestamp").GetDateTimeOffset()));
    }

    /// <summary>No watt-hour is in two sessions, and none in a session that did not go through the meter.</summary>
    private async Task CheckRegisterAsync(int connector, IReadOnlyList<TransactionSeen> inOrder)
    {
        foreach (var (earlier, later) in inOrder.Zip(inOrder.Skip(1)))
            Assert.True(later.MeterStart >= earlier.MeterStop, $"{later} begins below the end of {earlier}");
        var state = (await station.Control.StateAsync()).GetProperty("connectors")[connector - 1];
        Assert.True(state.GetProperty("meter").GetProperty("registerWh").GetInt64() >= inOrder[^1].MeterStop, $"The register of connector {connector} fell: {state}");
    }

    /// <summary>One session at a time, so that on the wire each start is followed by its own stop before the next start.</summary>
    private void CheckOrder(IReadOnlyList<TransactionSeen> stored)
    {
        var tags = stored.ToDictionary(one => one.Id, one => one.IdTag);
        var edges = site.Wire.Frames
            .Select(frame => frame switch
            {
                _ when frame.IsCall("StartTransaction") => (Edge: "start", Tag: Card(frame.Payload)),
                _ when frame.IsCall("StopTransaction") => (Edge: "stop", Tag: tags.GetValueOrDefault(frame.Payload.GetProperty("transactionId").GetInt32(), "")),
                _ => (Edge: "", Tag: ""),
            })
            .Where(edge => _cards.Contains(edge.Tag))
            .Distinct();
        Assert.Equal(stored.OrderBy(one => one.StartedAt).SelectMany(one => (string[])[$"start {one.IdTag}", $"stop {one.IdTag}"]), edges.Select(edge => $"{edge.Edge} {edge.Tag}"));
    }

    private static string Card(JsonElement start) => start.GetProperty("idTag").GetString()!;

    private Task IsAcceptedAsync() => site.EventuallyAsync(
        async () => (await station.Control.StateAsync()) is var state && state.GetProperty("connected").GetBoolean() && state.GetProperty("registration").GetString() == "Accepted",
        $"{station.Identity} is accepted");

    /// <summary>Waits until the station shows the session with enough energy, and takes it into the ledger.</summary>
    private Task SeeAsync(Session session) => site.EventuallyAsync(
        async () =>
        {
            var connector = (await station.Control.StateAsync()).GetProperty("connectors")[session.Connector - 1];
            var transaction = connector.GetProperty("transaction");
            if (transaction.ValueKind != JsonValueKind.Object || Card(transaction) != session.Card) return false;
            var (start, shown) = (transaction.GetProperty("meterStart").GetInt32(), connector.GetProperty("meter").GetProperty("registerWh").GetInt64());
            if (shown < start + EnoughWh) return false;
            _seen.Add(session with { MeterStart = start, ShownWh = shown });
            return true;
        },
        $"{station.Identity} shows the session of {session.Card}");

    /// <param name="ShownWh">The register as it was shown before the kill.</param>
    private sealed record Session(string Card, int Connector, int MeterStart = 0, long ShownWh = 0);
}
