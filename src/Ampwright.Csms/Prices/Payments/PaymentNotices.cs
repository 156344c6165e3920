using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Prices.Payments;

/// <summary>What providers tell by themselves: each notice has an effect once, and none after an order has ended.</summary>
internal sealed class PaymentNotices(Database database, ILogger<PaymentNotices> log)
{
    public async Task TakeAsync(string provider, ProviderNotice notice)
    {
        var contradicts = await database.WriteAsync(unit =>
        {
            var order = unit.Connection.QuerySingleOrDefault<PaymentOrder>($"""
                {PaymentBook.OrderColumns} WHERE order_key = @OrderKey AND payment_id IN (SELECT payment_id FROM payments WHERE provider = @provider)
                """, new { notice.OrderKey, provider });
            var outcome = notice.Answer.Outcome;
            var effect = order is null ? "UnknownOrder" : order.State == "Open" && outcome != ProviderOutcome.Pending ? "Applied"
                : order.State == outcome.ToString() || outcome == ProviderOutcome.Pending ? "Repeated" : "Contradicts";
            var added = unit.Connection.Execute("""
                INSERT INTO payment_notices (provider, notice_id, order_key, outcome, received_at, effect) VALUES (@provider, @Id, @OrderKey, @outcome, @Now, @effect) ON CONFLICT DO NOTHING
                """, new { provider, notice.Id, notice.OrderKey, outcome = outcome.ToString(), unit.Now, effect });
            if (added > 0 && effect == "Applied") PaymentBook.End(unit, order!, notice.Answer);
            return added > 0 && effect == "Contradicts";
        });
        if (contradicts) log.PaymentNoticeContradicts(notice.OrderKey, notice.Answer.Outcome.ToString());
    }
}
