using System.Text;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>
/// A StartTransaction, StopTransaction or MeterValues: carried out once, however often it comes.
/// <code>
///   1 the same message before?  ── yes ─► its answer, byte for byte
///   2 carry it out: the natural keys of the tables tell a repeat under a new message id
///   3 keep the answer in the inbox, in the same unit
/// </code>
/// It is never refused for what it says: a CALLERROR makes stations resend for ever and blocks all that queues behind it.
/// </summary>
internal abstract class TransactionMessage(ReceivedMessage message) : Effect
{
    protected ReceivedMessage Message { get; } = message;

    public sealed override object Apply(WriteUnit unit, Lease lease)
    {
        // 1
        if (Inbox.Find(unit, lease, Message) is { } given) return new StoredAnswer(given);
        // 2
        var answer = PayloadJson.ToUtf8(Message.Action.Response, CarryOut(unit, lease));
        // 3
        Inbox.Keep(unit, lease, Message, answer);
        return new StoredAnswer(answer);
    }

    protected abstract object CarryOut(WriteUnit unit, Lease lease);

    /// <summary>Keeps the message as it came; it changes no transaction.</summary>
    protected void SetAside(WriteUnit unit, Lease lease, string why, int? claimedTransactionId) => SetAside(unit, lease, Message, why, claimedTransactionId);

    /// <inheritdoc cref="SetAside(WriteUnit, Lease, string, int?)"/>
    internal static void SetAside(WriteUnit unit, Lease lease, ReceivedMessage message, string why, int? claimedTransactionId)
    {
        var added = unit.Connection.Execute("""
            INSERT INTO set_aside_messages (station_id, action, why, claimed_transaction_id, message_id, payload_hash, payload, received_at)
            VALUES (@StationId, @action, @why, @claimedTransactionId, @MessageId, @Hash, @payload, @Now)
            ON CONFLICT DO NOTHING
            """, new
        {
            lease.StationId,
            action = message.Action.Name,
            why,
            claimedTransactionId,
            message.MessageId,
            message.Hash,
            payload = Encoding.UTF8.GetString(message.Payload),
            unit.Now,
        });
        if (added > 0) unit.Raise(new MessageSetAside(message.Action.Name, why, claimedTransactionId) { Station = lease.Identity });
    }

    /// <summary>Marks a transaction as not to be billed unseen.</summary>
    internal static void Flag(WriteUnit unit, Lease lease, int transactionId, TransactionFlag flag, string detail)
    {
        var added = unit.Connection.Execute(
            "INSERT INTO transaction_flags VALUES (@transactionId, @flag, @detail, @Now) ON CONFLICT DO NOTHING",
            new { transactionId, flag = flag.ToString(), detail, unit.Now });
        if (added == 0) return;
        unit.Connection.Execute("UPDATE transactions SET examine_due = @Now WHERE transaction_id = @transactionId", new { unit.Now, transactionId });
        unit.Raise(new TransactionFlagged(transactionId, flag.ToString(), detail) { Station = lease.Identity });
    }

    /// <summary>Why an id that is no transaction of this station's is not: another station's, or nobody's.</summary>
    protected static string WhyNotOurs(WriteUnit unit, int transactionId) =>
        unit.Connection.ExecuteScalar<int>("SELECT count(*) FROM transactions WHERE transaction_id = @transactionId", new { transactionId }) > 0
            ? SetAsideReason.ForeignTransaction
            : SetAsideReason.UnknownTransaction;

    /// <summary>A clock that was never set, or runs ahead of ours by more than a day.</summary>
    protected static bool IsImplausible(DateTimeOffset instant, DateTimeOffset now) => instant.Year < 2010 || instant > now.AddDays(1);
}
