using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Ampwright.Ocpp.Messages.Core;
using Dapper;

namespace Ampwright.Csms.Metering;

/// <summary>
/// Records MeterValues (OCPP 1.6 ed. 2 §4.7).
/// <code>
///   1 which transaction?   id of this station's      ─► that one; a stop bound to it without id was another's
///                          another's, or nobody's    ─► set aside, nothing changes
///                          none, -1 or another that carries no meaning ─► the only one open on the connector, else none;
///                                                        with -1 (errata v4.0 3.18) only one whose id the station never used
///   2 keep each value once, move the transaction's newest reading on
/// </code>
/// </summary>
internal sealed class MeterValuesRecord(ReceivedMessage message, MeterValuesRequest request) : TransactionMessage(message)
{
    private const string Source = "MeterValues";

    protected override object CarryOut(WriteUnit unit, Lease lease)
    {
        var answer = new MeterValuesResponse();

        // 1
        int? transactionId = null;
        int? meterStart = null;
        var values = request.TransactionId is > 0 ? request.MeterValue : NewOnes(unit, lease);
        if (request.TransactionId is > 0)
        {
            var named = Find(unit, lease, request.TransactionId.Value);
            if (named is null)
            {
                SetAside(unit, lease, WhyNotOurs(unit, request.TransactionId.Value), request.TransactionId);
                return answer;
            }
            transactionId = request.TransactionId;
            meterStart = named.MeterStart;
            if (named.IdUsedAt is null) NoteUse(unit, lease, named);
            if (request.ConnectorId != named.ConnectorId && request.ConnectorId != 0)
                Flag(unit, lease, transactionId.Value, TransactionFlag.ConnectorMismatch, $"values of connector {request.ConnectorId}");
        }
        else if (request.ConnectorId > 0)
        {
            if (values.Count == 0) return answer;
            transactionId = OnlyOpenOne(unit, lease);
            if (transactionId is null && request.TransactionId is not null)
                SetAside(unit, lease, SetAsideReason.NoTransactionId, request.TransactionId);
            if (transactionId is { } bound && request.TransactionId is not null)
                Flag(unit, lease, bound, TransactionFlag.BoundWithoutId, $"meter values with transactionId {request.TransactionId}");
        }

        // 2
        var added = false;
        foreach (var value in values)
        {
            if (!MeterValueStore.Keep(unit, lease, request.ConnectorId, transactionId ?? MeterValueStore.NoTransaction, value, Source)) continue;
            added = true;
            if (transactionId is { } ours) MeterValueStore.Advance(unit, ours, value);
        }
        if (added) Tell(unit, lease, transactionId, meterStart);
        return answer;
    }

    private static EndingTransaction? Find(WriteUnit unit, Lease lease, int transactionId) => unit.Connection.QuerySingleOrDefault<EndingTransaction>(
        $"{EndingTransaction.Columns} WHERE transaction_id = @transactionId AND station_id = @StationId", new { transactionId, lease.StationId });

    private static void NoteUse(WriteUnit unit, Lease lease, EndingTransaction named)
    {
        unit.Connection.Execute("UPDATE transactions SET id_used_at = @Now WHERE transaction_id = @TransactionId", new { unit.Now, named.TransactionId });
        if (named.StopWithoutId is not null) StopWithoutId.Withdraw(unit, lease, named, "meter values came with the transaction's id");
    }

    /// <summary>Without the ones that came before, under whatever transaction: a repeat that names none must not find another place.</summary>
    private List<MeterValue> NewOnes(WriteUnit unit, Lease lease) =>
        request.MeterValue.Where(value => !MeterValueStore.IsKnown(unit, lease, request.ConnectorId, value)).ToList();

    private int? OnlyOpenOne(WriteUnit unit, Lease lease)
    {
        var first = request.MeterValue.Count == 0 ? unit.Now : request.MeterValue.Min(value => value.Timestamp.Instant);
        var open = unit.Connection.Query<EndingTransaction>(
            $"{EndingTransaction.Columns} WHERE station_id = @StationId AND connector_id = @ConnectorId AND stop_received_at IS NULL",
            new { lease.StationId, request.ConnectorId }).Where(transaction => transaction.StartedAt <= first).ToList();
        if (open.Count != 1) return null;
        var only = open[0];
        if (request.TransactionId is not null
            && (only.IdUsedAt is not null || only.NextStartedAt <= first || StopWithoutId.MayHaveEnded(unit, lease, only, first))) return null;
        return only.TransactionId;
    }

    private void Tell(WriteUnit unit, Lease lease, int? transactionId, int? meterStart)
    {
        var newest = request.MeterValue.MaxBy(value => value.Timestamp.Instant);
        var reading = newest is null ? default : Reading.Of(newest.SampledValue);
        long? energy = null;
        if (transactionId is not null && reading.RegisterWh is { } register)
        {
            long start = meterStart ?? unit.Connection.ExecuteScalar<long>(
                "SELECT meter_start FROM transactions WHERE transaction_id = @transactionId", new { transactionId });
            energy = Math.Max(0, register - start);
        }
        unit.Raise(new TransactionMetered(transactionId, request.ConnectorId, energy, reading.PowerW) { Station = lease.Identity });
    }
}
