using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Events;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Prices.Payments;

/// <summary>
/// Payments and the orders to their provider, each change in the unit of work of what it follows from:
/// <code>
///   asked for ─► Authorize      its session is charged ─► Capture      not billed, expired, let go ─► Release      less is owed than was taken ─► Refund
/// </code>
/// An order's key says what it is for (one authorization, one capture, one release of a payment, one refund of an entry of the book): a unique column
/// keeps it from being there twice, whoever asks and however often.
/// </summary>
internal static class PaymentBook
{
    /// <summary>How far a station's clock may be behind.</summary>
    private static readonly TimeSpan ClockMayBeBehind = TimeSpan.FromMinutes(5);

    public const string Columns = """
        SELECT p.payment_id, p.provider, p.method, p.site_id, s.identity AS station, p.station_id, p.id_tag, p.transaction_id, p.currency, p.amount, p.authorized, p.captured,
               p.refunded, p.state, p.made_by, p.made_at, p.expires_at
        FROM payments p JOIN stations s ON s.station_id = p.station_id
        """;

    public const string OrderColumns = "SELECT order_id, payment_id, kind, order_key, amount, state, provider_reference, why, tries, made_at, due_at, ended_at FROM payment_orders";

    public static Payment? Find(DbConnection connection, long paymentId) => connection.QuerySingleOrDefault<Payment>($"{Columns} WHERE p.payment_id = @paymentId", new { paymentId });

    public static List<PaymentOrder> Orders(DbConnection connection, long paymentId) =>
        connection.Query<PaymentOrder>($"{OrderColumns} WHERE payment_id = @paymentId ORDER BY order_id", new { paymentId }).AsList();

    /// <summary>The payment that a request with this key made before.</summary>
    public static (Payment Payment, byte[] Hash)? OfRequest(DbConnection connection, string by, string key) =>
        connection.QuerySingleOrDefault<Asked>("SELECT payment_id, request_hash FROM payments WHERE made_by = @by AND request_key = @key", new { by, key }) is { } asked
            ? (Find(connection, asked.PaymentId)!, asked.RequestHash)
            : null;

    public static long Add(WriteUnit unit, Payment payment, string key, byte[] hash)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO payments (provider, method, site_id, station_id, id_tag, id_tag_key, transaction_id, currency, amount, state, made_by, request_key, request_hash, made_at, expires_at)
            VALUES (@Provider, @Method, @SiteId, @StationId, @IdTag, @tagKey, @TransactionId, @Currency, @Amount, 'Authorizing', @MadeBy, @key, @hash, @Now, @ExpiresAt)
            RETURNING payment_id
            """, new
        {
            payment.Provider,
            payment.Method,
            payment.SiteId,
            payment.StationId,
            payment.IdTag,
            tagKey = IdTagList.Fold(payment.IdTag),
            payment.TransactionId,
            payment.Currency,
            payment.Amount,
            payment.MadeBy,
            key,
            hash,
            unit.Now,
            payment.ExpiresAt,
        });
        Order(unit, id, ProviderOrderKind.Authorize, payment.Amount);
        Tell(unit, id);
        return id;
    }

    /// <summary>A session starts: the oldest payment that waits for one of this tag at the station is its own.</summary>
    /// <remarks>A start from before the payment, told late, is of another session.</remarks>
    public static void NoteStart(WriteUnit unit, long stationId, string idTag, int transactionId, DateTimeOffset startedAt)
    {
        var changed = unit.Connection.Execute("""
            UPDATE payments SET transaction_id = @transactionId WHERE payment_id = (
              SELECT min(payment_id) FROM payments WHERE station_id = @stationId AND id_tag_key = @key AND transaction_id IS NULL AND state IN ('Authorizing', 'Authorized')
                AND expires_at > @Now AND made_at <= @latest)
            """, new { transactionId, stationId, key = IdTagList.Fold(idTag), unit.Now, latest = startedAt + ClockMayBeBehind });
        if (changed > 0) Tell(unit, OfTransaction(unit.Connection, transactionId)!.PaymentId);
    }

    /// <summary>The book has another entry about a session, or none because it is not billed: what is owed decides what is taken or given back.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="transactionId">The session.</param>
    /// <param name="owed">The sum of all entries, in smallest units; 0 where it is not billed.</param>
    /// <param name="currency">Of the entries; null where there are none.</param>
    /// <param name="entryId">The entry; null where there is none.</param>
    public static void NoteOwed(WriteUnit unit, int transactionId, long owed, string? currency, long? entryId)
    {
        if (OfTransaction(unit.Connection, transactionId) is not { } payment || (currency is not null && currency != payment.Currency)) return;
        switch (payment.State)
        {
            case PaymentState.Authorized when owed > 0: Begin(unit, payment, ProviderOrderKind.Capture, Math.Min(owed, payment.Authorized)); break;
            case PaymentState.Authorized: Begin(unit, payment, ProviderOrderKind.Release, payment.Authorized); break;
            case PaymentState.Captured when payment.Captured - Refunding(unit.Connection, payment) > owed && entryId is not null:
                Order(unit, payment.PaymentId, ProviderOrderKind.Refund, payment.Captured - Refunding(unit.Connection, payment) - owed, entryId);
                break;
        }
    }

    /// <summary>Lets go of what was set aside.</summary>
    public static void Release(WriteUnit unit, Payment payment) => Begin(unit, payment, ProviderOrderKind.Release, payment.Authorized);

    /// <summary>The provider said what became of an order; only its first word counts.</summary>
    /// <returns>Whether the order was open.</returns>
    public static bool End(WriteUnit unit, PaymentOrder order, ProviderAnswer answer)
    {
        var done = answer.Outcome == ProviderOutcome.Done;
        var ended = unit.Connection.Execute("""
            UPDATE payment_orders SET state = @state, provider_reference = @Reference, why = @Why, ended_at = @Now, tries = tries + 1 WHERE order_id = @OrderId AND state = 'Open'
            """, new { state = done ? "Done" : "Declined", answer.Reference, answer.Why, unit.Now, order.OrderId });
        if (ended == 0) return false;
        var session = Find(unit.Connection, order.PaymentId)!.TransactionId;
        unit.Connection.Execute($"UPDATE payments SET {Effect(order.Kind, done)} WHERE payment_id = @PaymentId", new { order.PaymentId, order.Amount });
        Tell(unit, order.PaymentId);
        // What was declined pays nothing: another one may.
        if (order.Kind == ProviderOrderKind.Authorize && !done && session is { } unpaid && TransactionList.Find(unit.Connection, unpaid) is { } started)
        {
            var declined = Find(unit.Connection, order.PaymentId)!;
            NoteStart(unit, declined.StationId, declined.IdTag, unpaid, started.StartedAt);
        }
        // What was owed by then, or became less meanwhile.
        if (session is { } transactionId && PriceBook.OfTransaction(unit.Connection, transactionId) is [.., var last] entries)
            NoteOwed(unit, transactionId, entries.Sum(entry => entry.Gross), last.Currency, last.EntryId);
        return true;
    }

    public static Payment? OfTransaction(DbConnection connection, int transactionId) =>
        connection.QuerySingleOrDefault<Payment>($"{Columns} WHERE p.transaction_id = @transactionId", new { transactionId });

    private static string Effect(ProviderOrderKind kind, bool done) => (kind, done) switch
    {
        (ProviderOrderKind.Authorize, true) => "state = 'Authorized', authorized = @Amount",
        (ProviderOrderKind.Authorize, false) => "state = 'Declined', transaction_id = NULL",
        (ProviderOrderKind.Capture, true) => "state = 'Captured', captured = @Amount",
        // A person sees that it was not taken, and what for; it is set aside no more.
        (ProviderOrderKind.Capture, false) => "state = 'Declined'",
        (ProviderOrderKind.Release, _) => "state = 'Released', authorized = 0",
        (ProviderOrderKind.Refund, true) => "refunded = refunded + @Amount",
        _ => "state = state",
    };

    private static void Begin(WriteUnit unit, Payment payment, ProviderOrderKind kind, long amount)
    {
        unit.Connection.Execute("UPDATE payments SET state = @state WHERE payment_id = @PaymentId",
            new { state = kind == ProviderOrderKind.Capture ? "Capturing" : "Releasing", payment.PaymentId });
        Order(unit, payment.PaymentId, kind, amount);
        Tell(unit, payment.PaymentId);
    }

    private static void Order(WriteUnit unit, long paymentId, ProviderOrderKind kind, long amount, long? entryId = null) => unit.Connection.Execute("""
        INSERT INTO payment_orders (payment_id, kind, order_key, amount, state, made_at, due_at) VALUES (@paymentId, @kind, @key, @amount, 'Open', @Now, @Now) ON CONFLICT DO NOTHING
        """, new
    {
        paymentId,
        kind = kind.ToString(),
        key = string.Create(CultureInfo.InvariantCulture, $"{paymentId}-{kind.ToString().ToLowerInvariant()}{(entryId is { } entry ? $"-{entry}" : "")}"),
        amount,
        unit.Now,
    });

    /// <summary>What was given back, and what the provider has been asked to give back.</summary>
    private static long Refunding(DbConnection connection, Payment payment) => connection.ExecuteScalar<long>(
        "SELECT CAST(coalesce(sum(amount), 0) AS bigint) FROM payment_orders WHERE payment_id = @PaymentId AND kind = 'Refund' AND state <> 'Declined'", new { payment.PaymentId });

    private static void Tell(WriteUnit unit, long paymentId)
    {
        var payment = Find(unit.Connection, paymentId)!;
        unit.Raise(new PaymentChanged(
            paymentId, payment.TransactionId, payment.State.ToString(), payment.Currency, Prices.Currency.FromUnits(payment.Authorized, payment.Currency),
            Prices.Currency.FromUnits(payment.Captured, payment.Currency), Prices.Currency.FromUnits(payment.Refunded, payment.Currency))
        { Station = payment.Station });
    }

    private sealed class Asked
    {
        public long PaymentId { get; init; }
        public byte[] RequestHash { get; init; } = [];
    }
}
