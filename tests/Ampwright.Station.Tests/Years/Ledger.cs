using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Station.Memory;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Years;

/// <summary>
/// Remembers everything: what the station committed (told by its memory, fact by fact), which of it outlives a power cut (told by the
/// disk), and what the CSMS heard. Each of the three is held against the others as it happens:
/// nothing is sent before it is durable, in another order, with another content, or without having been committed (I1, I3, I6); one
/// transactionId is one session and a repeat gets the answer of the first (I4, I5).
/// </summary>
internal sealed class Ledger(YearTrace trace, bool sameIdOnRetry)
{
    private static readonly Type[] Orders =
    [
        typeof(ConfigurationSet), typeof(AvailabilitySet), typeof(ReservationMade), typeof(ReservationEnded), typeof(LocalListChanged),
        typeof(ProfileInstalled), typeof(ProfilesCleared), typeof(ManuallyLimited), typeof(TransactionStarted), typeof(TransactionStopped),
    ];

    private readonly SortedDictionary<long, LedgerEntry> _open = [];
    private readonly List<LedgerEntry> _endsAtRisk = [];
    private readonly List<LedgerEntry> _entriesAtRisk = [];
    private readonly HashSet<string> _messageIds = new(StringComparer.Ordinal);
    private readonly HashSet<int> _csmsIds = [];
    private readonly List<Fact> _atRisk = [];
    private StationMemory? _memory;
    private int _lastCsmsId = 1000;

    /// <summary>All transactions, in the order of their starts.</summary>
    public List<LedgerTransaction> Transactions { get; } = [];

    public int Heard { get; private set; }

    public int Repeats { get; private set; }

    public int Thinned { get; private set; }

    public int GivenUp { get; private set; }

    public int Lost { get; private set; }

    /// <summary>A new life begins over what the disk still had.</summary>
    public void Begin(ChargingStation station)
    {
        _memory = station.Core.Memory;
        _memory.Recording += Record;
        var state = _memory.State;
        _atRisk.Clear();
        foreach (var entry in _endsAtRisk.Where(one => state.Queue.Any(waiting => waiting.Message == one.Message && waiting.Tx == one.Transaction.Tx)))
        {
            (entry.End, entry.EndDurable) = (EntryEnd.Waiting, false);
            _open[entry.Message] = entry;
            if (entry.Kind == QueuedKind.StartTransaction) entry.Transaction.IsOrphan = false;
        }
        _endsAtRisk.Clear();
        _entriesAtRisk.Clear();
        foreach (var entry in _open.Values.ToList())
        {
            var queued = state.Queue.Find(waiting => waiting.Message == entry.Message);
            if (queued is not null && queued.Kind == entry.Kind && queued.Tx == entry.Transaction.Tx)
            {
                entry.Durable = true;
                continue;
            }
            Check(!entry.Durable, $"I1: {entry} was durable and is lost");
            _open.Remove(entry.Message);
            Lost++;
            if (entry.Kind == QueuedKind.StopTransaction) entry.Transaction.Stopped = null;
            if (entry.Kind == QueuedKind.StartTransaction) Transactions.Remove(entry.Transaction);
        }
        foreach (var waiting in state.Queue)
            Check(_open.ContainsKey(waiting.Message), $"I1: {waiting.Kind} {waiting.Message} of transaction {waiting.Tx} is in the queue again, or was never recorded");
    }

    /// <summary>The disk has everything recorded so far.</summary>
    public void Synced()
    {
        _atRisk.Clear();
        foreach (var entry in _entriesAtRisk) entry.Durable = true;
        _entriesAtRisk.Clear();
        foreach (var entry in _endsAtRisk) entry.EndDurable = true;
        _endsAtRisk.Clear();
    }

    /// <summary>What the station has just promised in an answer must outlive a power cut.</summary>
    public void Answered(string what)
    {
        var owed = _atRisk.Find(fact => Orders.Contains(fact.GetType()));
        Check(owed is null, $"I6: {what} was answered before {owed} was durable");
    }

    /// <summary>What the CSMS does with a transaction message; throws if it should never have come.</summary>
    /// <param name="takes">It keeps it, whether or not its answer arrives.</param>
    /// <param name="refuses">It answers with a CALLERROR.</param>
    /// <returns>The transactionId to answer a start with.</returns>
    public int Hear(Heard heard, bool takes, bool refuses)
    {
        Heard++;
        Check(_open.Count > 0, $"I1: {heard.Action} was sent, and nothing waits");
        var entry = _open.Values.First();
        Check(entry.Durable, $"I6: {entry} was sent before it was durable");
        var content = Content(heard.Request);
        if (entry.Content is null) Match(entry, heard.Request);
        else Repeats++;
        if (entry.MessageId is null || !sameIdOnRetry) Fresh(heard);
        else Check(heard.MessageId == entry.MessageId, $"{entry} was first sent as {entry.MessageId}, then as {heard.MessageId}");
        entry.MessageId = heard.MessageId;
        Check(entry.Content is null || entry.Content == content, $"I1: {entry} was first sent as {entry.Content}, then as {content}");
        entry.Content = content;
        if (refuses) entry.Errors++;
        if (!takes) return 0;
        entry.Taken = true;
        var transaction = entry.Transaction;
        if (entry.Kind == QueuedKind.StartTransaction && transaction.CsmsId is null)
        {
            transaction.CsmsId = ++_lastCsmsId;
            Check(_csmsIds.Add(_lastCsmsId), $"I4: {_lastCsmsId} twice");
        }
        return transaction.CsmsId ?? -1;
    }

    /// <summary>A message id never used before (OCPP-J 1.6 §4.1.4).</summary>
    public void Fresh(Heard heard) => Check(_messageIds.Add(heard.MessageId), $"the message id {heard.MessageId} was used again, for {heard.Action}");

    /// <summary>After the end: nothing waits any more, and all of every connector's energy belongs to its sessions (I1, I2).</summary>
    /// <param name="registers">Wh, by connector from 1.</param>
    public void Close(IReadOnlyList<long> registers)
    {
        Check(_open.Count == 0, $"I1: {_open.Count} messages still wait: {string.Join(", ", _open.Values.Take(5))}");
        for (var connector = 1; connector <= registers.Count; connector++)
        {
            long until = 0;
            foreach (var one in Transactions.Where(one => one.Started.Connector == connector))
            {
                Check(one.Started.MeterStart == until, $"I2: transaction {one.Tx} starts at {one.Started.MeterStart} Wh, the one before ended at {until} Wh");
                Check(one.Stopped is not null, $"I1: transaction {one.Tx} never ended");
                Check(one.Stopped!.MeterStop >= until, $"I2: transaction {one.Tx} ends at {one.Stopped.MeterStop} Wh, before its start");
                until = one.Stopped.MeterStop;
            }
            Check(registers[connector - 1] == until, $"I2: connector {connector} is at {registers[connector - 1]} Wh, its last transaction ended at {until} Wh");
        }
    }

    private void Record(Fact fact)
    {
        _atRisk.Add(fact);
        trace.Add(fact.GetType().Name);
        switch (fact)
        {
            case TransactionStarted started:
                var transaction = new LedgerTransaction(started);
                Check(Transactions.TrueForAll(one => one.Tx < started.Tx), $"I4: transaction {started.Tx} twice");
                Check(Transactions.TrueForAll(one => one.Started.Connector != started.Connector || one.Stopped is not null), $"two transactions at connector {started.Connector}");
                Transactions.Add(transaction);
                Add(new LedgerEntry(started.Message, QueuedKind.StartTransaction, transaction, values: null));
                break;
            case TransactionStopped stopped:
                var ended = Find(stopped.Tx);
                Check(ended.Stopped is null, $"I1: transaction {stopped.Tx} ended twice");
                ended.Stopped = stopped;
                Add(new LedgerEntry(stopped.Message, QueuedKind.StopTransaction, ended, values: null));
                break;
            case MeterValuesTaken taken:
                Add(new LedgerEntry(taken.Message, QueuedKind.MeterValues, Find(taken.Tx), taken.Values));
                break;
            case MessageAnswered answered:
                var entry = End(answered.Message, EntryEnd.Answered);
                Check(entry.Taken, $"I1: {entry} left the queue and the CSMS does not have it");
                Check(entry.Kind != QueuedKind.StartTransaction || answered.TransactionId == entry.Transaction.CsmsId, $"I4: {entry} took {answered.TransactionId}");
                break;
            case MessageGivenUp givenUp:
                var dropped = End(givenUp.Message, EntryEnd.GivenUp);
                Check(dropped.Errors >= 1, $"I1: {dropped} was given up without a CALLERROR");
                GivenUp++;
                if (dropped.Kind == QueuedKind.StartTransaction) dropped.Transaction.IsOrphan = true;
                break;
            case MeterValuesThinned:
                foreach (var gone in _open.Values.Where(one => _memory!.State.Queue.TrueForAll(waiting => waiting.Message != one.Message)).ToList())
                {
                    Check(gone.Kind == QueuedKind.MeterValues, $"I1: {gone} was thinned away");
                    End(gone.Message, EntryEnd.Thinned);
                    Thinned++;
                }
                break;
        }
    }

    private void Add(LedgerEntry entry)
    {
        _open.Add(entry.Message, entry);
        _entriesAtRisk.Add(entry);
    }

    private LedgerEntry End(long message, EntryEnd end)
    {
        Check(_open.Remove(message, out var entry), $"I1: message {message} left the queue twice");
        entry!.End = end;
        _endsAtRisk.Add(entry);
        return entry;
    }

    private LedgerTransaction Find(long tx) =>
        Transactions.FindLast(one => one.Tx == tx) ?? throw new InvariantBrokenException($"I4: nobody knows transaction {tx}");

    // In the content that was committed, under the number the CSMS gave.
    private static void Match(LedgerEntry entry, IRequest request)
    {
        var (started, number) = (entry.Transaction.Started, entry.Transaction.IsOrphan ? -1 : entry.Transaction.CsmsId);
        var matches = request switch
        {
            StartTransactionRequest start => entry.Kind == QueuedKind.StartTransaction
                && (start.ConnectorId, start.IdTag, start.MeterStart) == (started.Connector, started.IdTag, (int)started.MeterStart)
                && (!started.At.Trusted || start.Timestamp.Instant == started.At.Utc),
            MeterValuesRequest values => entry.Kind == QueuedKind.MeterValues && values.TransactionId == number
                && values.ConnectorId == started.Connector && values.MeterValue[0].SampledValue.Count == entry.Values!.Samples.Count
                && values.MeterValue[0].SampledValue.Zip(entry.Values.Samples).All(pair => pair.First.Value == pair.Second.Value),
            StopTransactionRequest stop => entry.Kind == QueuedKind.StopTransaction && stop.TransactionId == number
                && stop.MeterStop == entry.Transaction.Stopped!.MeterStop && stop.Reason?.Text == entry.Transaction.Stopped.Reason
                && stop.IdTag == entry.Transaction.Stopped.IdTag,
            _ => false,
        };
        Check(matches, $"I3: {entry} was to come, {Content(request)} came");
    }

    private static string Content(IRequest request) =>
        System.Text.Encoding.UTF8.GetString(Ampwright.Ocpp.Payloads.PayloadJson.ToUtf8(request.Action.Request, request));

    private static void Check(bool holds, string what)
    {
        if (!holds) throw new InvariantBrokenException(what);
    }
}
