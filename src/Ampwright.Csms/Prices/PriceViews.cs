using System.ComponentModel;
using System.Globalization;

namespace Ampwright.Csms.Prices;

internal sealed record PriceStepView(
    [property: Description("StartFee, Energy (kWh), ChargingTime and IdleTime (minutes), Minimum, Maximum, Tax (percent), Rounding, BookedBefore, GivenBack, Decision")] string Kind,
    [property: Description("The band whose price it is; null: the tariff's own")] string? Band,
    decimal Quantity,
    [property: Description("For one unit of the quantity; of Tax, what it is on")] decimal UnitPrice,
    [property: Description("Exact to a millionth; all of them together are the gross price")] decimal Amount)
{
    public static PriceStepView Of(PriceStep step) => new(step.Kind.ToString(), step.Band, step.Quantity, step.UnitPrice, step.Amount);
}

internal sealed record PriceView(
    [property: Description("ISO 4217")] string Currency,
    decimal Net,
    decimal Tax,
    [property: Description("With tax: what is paid")] decimal Gross,
    decimal TaxPercent,
    IReadOnlyList<PriceStepView> Steps)
{
    public static PriceView Of(SessionPrice price) => new(price.Currency, price.Net, price.Tax, price.Gross, price.TaxPercent, [.. price.Steps.Select(PriceStepView.Of)]);
}

/// <summary>An estimate for a session that has not begun.</summary>
internal sealed record EstimateView(
    long Tariff, int Version, [property: Description("What the tariff says, to be shown before the start")] TermsBody Terms, DateTimeOffset From, DateTimeOffset Until, PriceView Price);

internal sealed record SessionPriceView(
    int Transaction,
    [property: Description("As of the transaction: Running, Pending, Suspect, NotBillable or Billable; only of a Billable one the price is final")] string Billing,
    [property: Description("Cases that a rule closed by what is most likely: it is charged once a person has reopened and closed them")] IReadOnlyList<long> Unconfirmed,
    [property: Description("Null where no tariff held as it started: it has no price")] long? Tariff,
    int? Version,
    [property: Description("From when on the car is connected without charging, as far as is known")] DateTimeOffset? IdleSince,
    [property: Description("So far, or in the end; null where there is no tariff, or its times cannot be a session's")] PriceView? Price,
    [property: Description("The sum of all entries of the book: what is to be paid, corrections and refunds included; null before the first")] decimal? Balance,
    [property: Description("In the order they were booked")] IReadOnlyList<PriceEntryView> Entries);

internal sealed record PriceEntryView(
    [property: Description("The number of the entry, and of its receipt in the API")] long Id,
    int Transaction,
    [property: Description("Charge, Recalculation, Correction or Refund")] string Kind,
    long Site,
    [property: Description("From 1, without gaps at the site")] long ReceiptNumber,
    string SiteName,
    string Station,
    int ConnectorId,
    string IdTag,
    long? Driver,
    [property: Description("The group whose tariff it is, else the first of the driver's")] long? Group,
    [property: Description("As 2026-03, in the site's time")] string Month,
    long Tariff,
    int Version,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    [property: Description("What it adds to the energy that is billed, in Wh")] long EnergyWh,
    string Currency,
    decimal Net,
    decimal Tax,
    decimal Gross,
    decimal TaxPercent,
    IReadOnlyList<PriceStepView> Steps,
    string? Reason,
    DateTimeOffset MadeAt,
    [property: Description("An account or token; 'rule' where nobody decided")] string MadeBy)
{
    public static PriceEntryView Of(PriceEntry entry) => new(
        entry.EntryId, entry.TransactionId, entry.Kind.ToString(), entry.SiteId, entry.ReceiptNumber, entry.SiteName, entry.Station, entry.ConnectorId, entry.IdTag,
        entry.DriverId, entry.GroupId, entry.Month, entry.TariffId, entry.TariffNumber, entry.StartedAt, entry.StoppedAt, entry.EnergyWh, entry.Currency,
        Prices.Currency.FromUnits(entry.Net, entry.Currency), Prices.Currency.FromUnits(entry.Tax, entry.Currency), Prices.Currency.FromUnits(entry.Gross, entry.Currency),
        decimal.Parse(entry.TaxPercent, CultureInfo.InvariantCulture), [.. PriceBook.Steps(entry).Select(PriceStepView.Of)], entry.Reason, entry.MadeAt, entry.MadeBy);
}
