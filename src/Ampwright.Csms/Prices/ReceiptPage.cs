using System.Globalization;
using System.Net;
using System.Text;

namespace Ampwright.Csms.Prices;

/// <summary>Receipts and statements as pages to print: made of what the book says, without script; all that people wrote is text in it.</summary>
internal static class ReceiptPage
{
    private static readonly Dictionary<PriceStepKind, (string Name, string Unit)> Words = new()
    {
        [PriceStepKind.StartFee] = ("Start fee", ""),
        [PriceStepKind.Energy] = ("Energy", "kWh"),
        [PriceStepKind.ChargingTime] = ("Charging time", "min"),
        [PriceStepKind.IdleTime] = ("Idle fee", "min"),
        [PriceStepKind.Minimum] = ("Up to the minimum price", ""),
        [PriceStepKind.Maximum] = ("Down to the maximum price", ""),
        [PriceStepKind.Tax] = ("Tax", "%"),
        [PriceStepKind.Rounding] = ("Rounding", ""),
        [PriceStepKind.BookedBefore] = ("On earlier receipts", ""),
        [PriceStepKind.GivenBack] = ("Given back already", ""),
        [PriceStepKind.Decision] = ("By decision", ""),
    };

    /// <param name="entry">The receipt.</param>
    /// <param name="driver">The driver's name, as it is now.</param>
    /// <param name="charge">The receipt of the session's charge.</param>
    public static string Of(PriceEntry entry, string? driver, PriceEntry? charge)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var title = $"{(entry.Gross < 0 ? "Credit note" : "Receipt")} {Number(entry)}";
        var page = Begin(title);
        page.Append(CultureInfo.InvariantCulture, $"<address>{Text(entry.SiteName)}<br>{Text(entry.SiteAddress)}</address>\n<h1>{title}</h1>\n<dl>\n");
        Fact(page, "Issued", At(entry.MadeAt, zone));
        if (charge is not null && charge.EntryId != entry.EntryId) Fact(page, "To receipt", Number(charge));
        Fact(page, "Charging session", string.Create(CultureInfo.InvariantCulture, $"{entry.TransactionId} at {entry.Station}, connector {entry.ConnectorId}"));
        Fact(page, "From", At(entry.StartedAt, zone));
        if (entry.StoppedAt is { } stopped) Fact(page, "Until", At(stopped, zone));
        if (entry.EnergyWh != 0) Fact(page, "Energy", string.Create(CultureInfo.InvariantCulture, $"{entry.EnergyWh / 1000m:0.000} kWh"));
        if (driver is not null) Fact(page, "Driver", driver);
        Fact(page, "Id tag", entry.IdTag);
        if (entry.Reason is not null) Fact(page, "Reason", entry.Reason);
        page.Append(CultureInfo.InvariantCulture, $"</dl>\n<table>\n<thead><tr><th>What<th>Band<th>Quantity<th>Price<th>{Text(entry.Currency)}</tr></thead>\n<tbody>\n");
        foreach (var step in PriceBook.Steps(entry))
        {
            var (name, unit) = Words[step.Kind];
            var counted = unit.Length > 0;
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}<td>{Text(step.Band)}<td>{(counted ? $"{Decimal(step.Quantity)} {unit}" : "")}<td>{(counted ? Decimal(step.UnitPrice) : "")}<td>{Decimal(step.Amount)}</tr>\n");
        }
        page.Append("</tbody>\n<tfoot>\n");
        Total(page, "Net", entry.Net, entry.Currency);
        Total(page, $"Tax {Text(entry.TaxPercent)} %", entry.Tax, entry.Currency);
        Total(page, "Total", entry.Gross, entry.Currency);
        return End(page.Append("</tfoot>\n</table>\n"));
    }

    /// <param name="title">Whose statement it is.</param>
    /// <param name="month">As 2026-03.</param>
    /// <param name="entries">In the order they were booked.</param>
    /// <param name="sums">Of all of them.</param>
    public static string OfMonth(string title, string month, IEnumerable<PriceEntry> entries, IEnumerable<PriceSum> sums)
    {
        var page = Begin($"{title}, {month}");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(title)}</h1>\n<p>Statement for {Text(month)}</p>\n<table>\n<thead><tr><th>Receipt<th>Issued<th>Session<th>kWh<th>Amount</tr></thead>\n<tbody>\n");
        foreach (var entry in entries)
        {
            var zone = TimeZoneInfo.TryFindSystemTimeZoneById(entry.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Number(entry)}<td>{At(entry.MadeAt, zone)}<td>{Text(entry.SiteName)}, {Text(entry.Station)}<td>{entry.EnergyWh / 1000m:0.000}<td>{ReceiptTable.Money(entry.Gross, entry.Currency)} {Text(entry.Currency)}</tr>\n");
        }
        page.Append("</tbody>\n<tfoot>\n");
        foreach (var sum in sums)
        {
            Total(page, $"{Text(sum.Currency)} net", sum.Net, sum.Currency);
            Total(page, $"Tax {Text(sum.TaxPercent)} %", sum.Tax, sum.Currency);
            Total(page, $"{Text(sum.Currency)} total", sum.Gross, sum.Currency);
        }
        return End(page.Append("</tfoot>\n</table>\n"));
    }

    /// <summary>As it stands on the receipt: the site's number and the receipt's.</summary>
    public static string Number(PriceEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.SiteId}-{entry.ReceiptNumber:000000}");

    private static StringBuilder Begin(string title) => new StringBuilder()
        .Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").Append(Text(title))
        .Append("</title>\n<link rel=\"stylesheet\" href=\"/receipt.css\">\n</head>\n<body>\n");

    private static string End(StringBuilder page) => page.Append("</body>\n</html>\n").ToString();

    private static void Fact(StringBuilder page, string name, string value) => page.Append("<dt>").Append(name).Append("<dd>").Append(Text(value)).Append('\n');

    private static void Total(StringBuilder page, string name, long units, string currency) =>
        page.Append("<tr><th colspan=\"4\">").Append(name).Append("<td>").Append(ReceiptTable.Money(units, currency)).Append("</tr>\n");

    private static string At(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static string Decimal(decimal number) => number.ToString("0.00#######", CultureInfo.InvariantCulture);

    private static string Text(string? text) => WebUtility.HtmlEncode(text) ?? "";
}
