using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Prices.Payments;

/// <summary>
/// Carries out what is ordered: asks the provider under the order's key, again and again under the same one until there is an answer, and writes down what
/// it said. A program that ends in between asks again; the key keeps it from being done twice.
/// </summary>
internal sealed class PaymentRunner(Database database, PaymentProviders providers, EventHub events, TimeProvider time, ILogger<PaymentRunner> log)
    : EventRounds(events, time, TimeSpan.FromSeconds(10))
{
    private const int Batch = 20;
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    protected override Task AnewAsync() => RoundAsync();

    protected override Task TakeAsync(StateChange change) => change is PaymentChanged or PriceBooked ? WorkAsync() : Task.CompletedTask;

    protected override async Task RoundAsync()
    {
        await LetGoAsync();
        await WorkAsync();
    }

    protected override void Failed(Exception failure) => log.PaymentsFailed(failure);

    /// <summary>Carries out all that is due.</summary>
    private async Task WorkAsync()
    {
        while (true)
        {
            var due = await database.ReadAsync(connection => connection.Query<PaymentOrder>(
                $"{PaymentBook.OrderColumns} WHERE state = 'Open' AND due_at <= @now ORDER BY due_at, order_id LIMIT @Batch", new { now = Time.GetUtcNow(), Batch }).AsList());
            if (due.Count == 0) return;
            await Task.WhenAll(due.Select(CarryOutAsync));
        }
    }

    private async Task CarryOutAsync(PaymentOrder order)
    {
        try
        {
            var answer = await AskAsync(order);
            if (answer.Outcome == ProviderOutcome.Pending) await TryLaterAsync(order, null, LongestWait);
            else await database.WriteAsync(unit => PaymentBook.End(unit, order, answer));
        }
        catch (Exception failure) when (failure is not (StorageException or DbException))
        {
            // Nobody knows whether it was done: the same key will tell. What a provider trips over keeps no other order from being carried out.
            if (failure is not (HttpRequestException or OperationCanceledException)) log.PaymentOrderFailed(failure, order.OrderKey);
            var wait = TimeSpan.FromSeconds(1L << Math.Min(order.Tries, 20));
            await TryLaterAsync(order, failure.Message, wait < LongestWait ? wait : LongestWait);
        }
    }

    private async Task<ProviderAnswer> AskAsync(PaymentOrder order)
    {
        var (payment, reference) = await database.ReadAsync(connection => (
            PaymentBook.Find(connection, order.PaymentId)!,
            PaymentBook.Orders(connection, order.PaymentId).Find(other => other.Kind == ProviderOrderKind.Authorize)?.ProviderReference));
        var provider = providers.Find(payment.Provider) ?? throw new HttpRequestException($"The program was not started with the provider {payment.Provider}.");
        var asked = new ProviderOrder(order.OrderKey, payment.PaymentId, payment.Method, payment.Currency, Currency.FromUnits(order.Amount, payment.Currency), reference);
        using var over = new CancellationTokenSource(Timeout, Time);
        return await (order.Kind switch
        {
            ProviderOrderKind.Authorize => provider.AuthorizeAsync(asked, over.Token),
            ProviderOrderKind.Capture => provider.CaptureAsync(asked, over.Token),
            ProviderOrderKind.Release => provider.ReleaseAsync(asked, over.Token),
            _ => provider.RefundAsync(asked, over.Token),
        }).WaitAsync(over.Token);
    }

    private Task TryLaterAsync(PaymentOrder order, string? why, TimeSpan wait) => database.WriteAsync(unit =>
    {
        unit.Connection.Execute("UPDATE payment_orders SET tries = tries + 1, why = @why, due_at = @due WHERE order_id = @OrderId AND state = 'Open'",
            new { why, due = unit.Now + wait, order.OrderId });
    });

    /// <summary>Lets go of what is set aside for nothing: no session came, or it ended and is not charged in this currency.</summary>
    private async Task LetGoAsync()
    {
        // Those that wait for a person's decision stay: the others behind them have their turn.
        for (long? after = 0; after is not null;)
        {
            var candidates = await database.ReadAsync(connection => connection.Query<Payment>($"""
                {PaymentBook.Columns} LEFT JOIN transactions t ON t.transaction_id = p.transaction_id
                WHERE p.state = 'Authorized' AND ((p.transaction_id IS NULL AND p.expires_at <= @now) OR t.stop_received_at IS NOT NULL) AND p.payment_id > @after
                ORDER BY p.payment_id LIMIT @MostAtOnce
                """, new { now = Time.GetUtcNow(), after, MostAtOnce }).AsList());
            foreach (var payment in candidates)
            {
                await database.WriteAsync(unit =>
                {
                    if (PaymentBook.Find(unit.Connection, payment.PaymentId) is { State: PaymentState.Authorized } present && IsForNothing(unit, present)) PaymentBook.Release(unit, present);
                });
            }
            after = candidates.Count == MostAtOnce ? candidates[^1].PaymentId : null;
        }
    }

    private static bool IsForNothing(WriteUnit unit, Payment payment)
    {
        if (payment.TransactionId is not { } id) return payment.ExpiresAt <= unit.Now;
        return TransactionList.Find(unit.Connection, id)!.Billing switch
        {
            BillingState.NotBillable => true,
            BillingState.Billable => TransactionTariffs.Find(unit.Connection, id) is not { } by
                || (by.BookDue is null && PriceBook.OfTransaction(unit.Connection, id) is [var charge, ..] && charge.Currency != payment.Currency),
            _ => false,
        };
    }
}
