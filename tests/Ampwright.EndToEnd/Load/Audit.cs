using Ampwright.Ocpp.Messages.Core;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Load;

/// <summary>Holds a CSMS against a ledger: nothing answered is lost, nothing is doubled, nothing is invented.</summary>
internal sealed class Audit(CsmsApi api, Ledger ledger)
{
    private readonly HashSet<LedgerEntry> _settled = [];

    /// <summary>Entries already found whole, stop included, are not looked at again.</summary>
    public async Task CheckAsync(IEnumerable<string> stations)
    {
        foreach (var station in stations)
        {
            // What the ledger has as answered is noted before the CSMS is asked, which may know more by then, but never less.
            var expected = ledger.Entries.Where(entry => entry.Station == station).Select(Expectation.Of).ToList();
            var stored = await api.TransactionsAsync(station);
            var known = ledger.Entries.Where(entry => entry.Station == station).Select(entry => KeyOf(entry.Start)).ToHashSet();
            var found = stored.ToLookup(KeyOf);
            foreach (var one in expected) await CheckAsync(one, found[KeyOf(one.Entry.Start)].ToList());
            foreach (var transaction in stored) Assert.True(known.Contains(KeyOf(transaction)), $"{station} never started {transaction}");
        }
    }

    private async Task CheckAsync(Expectation expected, List<TransactionSeen> found)
    {
        var (entry, answer, values, stopped) = expected;
        Assert.Empty(entry.Contradictions);
        Assert.True(found.Count <= 1, $"{entry.Station}: {entry.Start} is there {found.Count} times: {string.Join("; ", found)}");
        if (answer is null || _settled.Contains(entry)) return;

        Assert.True(found.Count == 1, $"{entry.Station}: {entry.Start} was answered {answer} and is lost");
        Assert.Equal((answer.TransactionId, answer.IdTagInfo.Status.Text), (found[0].Id, found[0].Authorization));
        var whole = await api.TransactionAsync(answer.TransactionId);
        foreach (var value in values) Assert.Single(whole.MeterValues!, one => Is(value, one));
        foreach (var one in whole.MeterValues!) Assert.Single(entry.SentMeterValues, value => Is(value, one));
        if (!stopped) return;

        Assert.Equal((entry.StopSent!.MeterStop, entry.StopSent.Timestamp.Instant), (whole.MeterStop, whole.StoppedAt));
        Assert.Equal(entry.StopSent.MeterStop - entry.Start.MeterStart, whole.EnergyWh);
        _settled.Add(entry);
    }

    private static (int ConnectorId, string IdTag, int MeterStart, DateTimeOffset At) KeyOf(StartTransactionRequest start) =>
        (start.ConnectorId, start.IdTag, start.MeterStart, start.Timestamp.Instant);

    private static (int ConnectorId, string IdTag, int MeterStart, DateTimeOffset At) KeyOf(TransactionSeen transaction) =>
        (transaction.ConnectorId, transaction.IdTag, transaction.MeterStart, transaction.StartedAt);

    private static bool Is(MeterValuesRequest sent, MeterValueSeen stored) =>
        sent.MeterValue[0].Timestamp.Instant == stored.SampledAt && sent.MeterValue[0].SampledValue[0].Value == stored.SampledValue[0].GetProperty("value").GetString();

    private sealed record Expectation(LedgerEntry Entry, StartTransactionResponse? Answer, IReadOnlyList<MeterValuesRequest> Values, bool Stopped)
    {
        public static Expectation Of(LedgerEntry entry) => new(entry, entry.StartAnswer, entry.AnsweredMeterValues, entry.StopAnswered);
    }
}
