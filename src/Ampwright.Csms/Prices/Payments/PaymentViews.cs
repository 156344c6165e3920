using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Ampwright.Csms.Prices.Payments;

internal sealed record PaymentView(
    long Id,
    string Provider,
    string Station,
    string IdTag,
    [property: Description("The session it pays; null before there is one")] int? Transaction,
    [property: Description("Authorizing, Authorized, Declined, Capturing, Captured, Releasing or Released")] string State,
    string Currency,
    [property: Description("What was asked for")] decimal Amount,
    [property: Description("What is, or was, set aside")] decimal Authorized,
    decimal Captured,
    decimal Refunded,
    DateTimeOffset MadeAt,
    string MadeBy,
    [property: Description("Without a session by then it is let go")] DateTimeOffset ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("What the provider was asked to do; only where one payment is read")] IReadOnlyList<PaymentOrderView>? Orders)
{
    public static PaymentView Of(Payment payment, IEnumerable<PaymentOrder>? orders)
    {
        return new PaymentView(
            payment.PaymentId, payment.Provider, payment.Station, payment.IdTag, payment.TransactionId, payment.State.ToString(), payment.Currency,
            Money(payment.Amount), Money(payment.Authorized), Money(payment.Captured), Money(payment.Refunded), payment.MadeAt, payment.MadeBy, payment.ExpiresAt,
            orders?.Select(order => new PaymentOrderView(
                order.OrderKey, order.Kind.ToString(), Money(order.Amount), order.State, order.ProviderReference, order.Why, order.Tries, order.MadeAt, order.EndedAt)).ToList());

        decimal Money(long units) => Prices.Currency.FromUnits(units, payment.Currency);
    }
}

internal sealed record PaymentOrderView(
    [property: Description("Under which the provider knows it, however often it is asked")] string Key,
    [property: Description("Authorize, Capture, Release or Refund")] string Kind,
    decimal Amount,
    [property: Description("Open, Done or Declined")] string State,
    string? ProviderReference,
    string? Why,
    [property: Description("How often the provider was asked")] int Tries,
    DateTimeOffset MadeAt,
    DateTimeOffset? EndedAt);
