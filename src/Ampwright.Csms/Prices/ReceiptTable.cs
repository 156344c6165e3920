using System.Globalization;
using System.Text;
using Ampwright.Csms.Api;

namespace Ampwright.Csms.Prices;

/// <summary>The book as rows for accounting.</summary>
internal static class ReceiptTable
{
    public static string[] Columns =>
    [
        "site", "receipt", "siteName", "madeAt", "month", "kind", "transaction", "station", "connector", "idTag", "driver", "group", "startedAt", "stoppedAt", "energyWh",
        "currency", "net", "taxPercent", "tax", "gross", "tariff", "version", "reason", "madeBy",
    ];

    public static void Write(StringBuilder text, PriceEntry entry) => text.AppendJoin(',',
        Of(entry.SiteId), Of(entry.ReceiptNumber), Csv.Cell(entry.SiteName), Of(entry.MadeAt), entry.Month, entry.Kind.ToString(), Of(entry.TransactionId), Csv.Cell(entry.Station),
        Of(entry.ConnectorId), Csv.Cell(entry.IdTag), Of(entry.DriverId), Of(entry.GroupId), Of(entry.StartedAt), Of(entry.StoppedAt), Of(entry.EnergyWh),
        entry.Currency, Money(entry.Net, entry.Currency), entry.TaxPercent, Money(entry.Tax, entry.Currency), Money(entry.Gross, entry.Currency),
        Of(entry.TariffId), Of(entry.TariffNumber), Csv.Cell(entry.Reason ?? ""), Csv.Cell(entry.MadeBy)).Append("\r\n");

    /// <summary>With all decimals of the currency. A number is no formula, a negative one neither: it needs no apostrophe before it.</summary>
    public static string Money(long units, string currency) =>
        Currency.FromUnits(units, currency).ToString($"F{Currency.Decimals(currency)}", CultureInfo.InvariantCulture);

    private static string Of(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Of(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
}
