using System.Text;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Metering;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>
/// Records a StopTransaction (OCPP 1.6 ed. 2 §4.10). A stop cannot be refused; the first one of a transaction counts.
/// <code>
///   1 which transaction?   id of this station's  ─► that one
///                          another's or nobody's ─► set aside, nothing changes
///                          -1 (errata v4.0 3.18) ─► <see cref="StopWithoutId"/>: the only one that fits, else set aside
///   2 stopped before?      with the same values  ─► the answer of then
///                          by a stop without id  ─► that one was another's and is withdrawn, this one counts
///                          with others           ─► kept as a conflict
///   3 close it     4 keep its meter values     5 marks
/// </code>
/// </summary>
internal sealed class StopRecord(ReceivedMessage message, StopTransactionRequest stop) : TransactionMessage(message)
{
    private const string Source = "StopTransaction";

    /// <summary>Above this average power the energy is not believed: no station of the standard's time delivers 1 MW.</summary>
    private const double MaxWatts = 1_000_000;

    protected override object CarryOut(WriteUnit unit, Lease lease)
    {
        var decision = stop.IdTag is { } idTag ? Authorizer.Decide(unit.Connection, lease.StationId, idTag, unit.Now) : null;
        var answer = new StopTransactionResponse { IdTagInfo = decision?.Info };

        // 1
        var transaction = stop.TransactionId > 0 ? Find(unit, lease, stop.TransactionId) : StopWithoutId.Find(unit, lease, stop);
        if (transaction is null)
        {
            Keep(null);
            SetAside(unit, lease, stop.TransactionId > 0 ? WhyNotOurs(unit, stop.TransactionId) : SetAsideReason.NoTransactionId, stop.TransactionId);
            return answer;
        }

        // 2
        // One that a rule ended in the station's stead has not been stopped yet.
        if (transaction is { StopReceivedAt: not null, StopCaseId: null })
        {
            if (transaction.MeterStop == stop.MeterStop && transaction.StoppedAt == stop.Timestamp.Instant && transaction.StopReason == stop.Reason?.Text
                && string.Equals(transaction.StopIdTag, stop.IdTag, StringComparison.OrdinalIgnoreCase))
                return Message.Action.Response.Read(transaction.StopAnswer, ReadMode.Tolerant);
            if (transaction.StopWithoutId is null)
            {
                Keep(transaction.TransactionId);
                SetAside(unit, lease, SetAsideReason.ConflictingStop, transaction.TransactionId);
                Flag(unit, lease, transaction.TransactionId, TransactionFlag.ConflictingStop, $"a second stop said {stop.MeterStop} Wh at {stop.Timestamp}");
                return answer;
            }
            StopWithoutId.Withdraw(unit, lease, transaction, "the transaction's own stop came with its id");
        }

        // 3
        Keep(transaction.TransactionId);
        Close(unit, transaction.TransactionId, PayloadJson.ToUtf8(Message.Action.Response, answer));
        var energy = (long)stop.MeterStop - transaction.MeterStart;
        unit.Raise(new TransactionStopped(
            transaction.TransactionId, transaction.ConnectorId, stop.MeterStop, Math.Max(0, energy), stop.Reason?.Text ?? "Local", stop.Timestamp.Instant)
        {
            Station = lease.Identity,
        });
        StationProfiles.EndTransaction(unit, lease.Identity, lease.StationId, transaction.TransactionId);

        // 4
        foreach (var value in stop.TransactionData ?? [])
            MeterValueStore.Keep(unit, lease, transaction.ConnectorId, transaction.TransactionId, value, Source);

        // 5
        Mark(unit, lease, transaction, energy);
        return answer;

        void Keep(int? transactionId)
        {
            if (decision is not null) DecisionTrace.Keep(unit, lease.StationId, Message.Action.Name, decision, transactionId);
        }
    }

    private static EndingTransaction? Find(WriteUnit unit, Lease lease, int transactionId) => unit.Connection.QuerySingleOrDefault<EndingTransaction>(
        $"{EndingTransaction.Columns} WHERE transaction_id = @transactionId AND station_id = @StationId", new { transactionId, lease.StationId });

    private void Close(WriteUnit unit, int transactionId, byte[] answer) => unit.Write("""
        UPDATE transactions SET meter_stop = @MeterStop, stopped_at = @at, stopped_text = @text, stop_reason = @reason, stop_id_tag = @IdTag,
          stop_answer = @answer, stop_received_at = @Now, id_used_at = coalesce(id_used_at, @usedAt),
          stop_without_id = @withoutId, stop_without_id_message = @withoutIdMessage, stop_case_id = NULL, examine_due = @Now
        WHERE transaction_id = @transactionId AND (stop_received_at IS NULL OR stop_case_id IS NOT NULL)
        """, new
    {
        stop.MeterStop,
        at = stop.Timestamp.Instant,
        text = stop.Timestamp.ReceivedText,
        reason = stop.Reason?.Text,
        stop.IdTag,
        answer,
        unit.Now,
        usedAt = stop.TransactionId > 0 ? unit.Now : (DateTimeOffset?)null,
        withoutId = stop.TransactionId > 0 ? null : Encoding.UTF8.GetString(Message.Payload),
        withoutIdMessage = stop.TransactionId > 0 ? null : Message.MessageId,
        transactionId,
    });

    private void Mark(WriteUnit unit, Lease lease, EndingTransaction transaction, long energy)
    {
        if (stop.TransactionId <= 0)
            Flag(unit, lease, transaction.TransactionId, TransactionFlag.BoundWithoutId, $"stopped with transactionId {stop.TransactionId}");
        if (energy < 0)
            Flag(unit, lease, transaction.TransactionId, TransactionFlag.NegativeEnergy, $"from {transaction.MeterStart} to {stop.MeterStop} Wh");
        var lasted = stop.Timestamp.Instant - transaction.StartedAt;
        if (lasted < TimeSpan.Zero)
            Flag(unit, lease, transaction.TransactionId, TransactionFlag.StopBeforeStart, $"stopped at {stop.Timestamp}");
        else if (energy > MaxWatts * Math.Max(lasted.TotalHours, 1.0 / 60))
            Flag(unit, lease, transaction.TransactionId, TransactionFlag.ImplausibleEnergy, $"{energy} Wh in {lasted.TotalMinutes:0} min");
        if (IsImplausible(stop.Timestamp.Instant, unit.Now))
            Flag(unit, lease, transaction.TransactionId, TransactionFlag.ImplausibleTime, $"stopped at {stop.Timestamp}");
    }
}
