using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Ampwright.Csms.Events;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Storage;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.Prices;

/// <summary>
/// The book of what sessions cost: entries are added, never changed or removed. Each takes its site's next receipt number in the unit of work that
/// adds it: a unit that fails, or a program that is killed, takes none.
/// </summary>
internal static class PriceBook
{
    /// <summary>What is booked without a person is signed with this.</summary>
    public const string Rule = "rule";

    public const string Columns = """
        SELECT e.entry_id, e.transaction_id, e.kind, e.site_id, e.receipt_number, e.site_name, e.site_address, e.station, e.connector_id, e.id_tag, e.driver_id, e.group_id,
               e.month, e.time_zone, e.tariff_id, e.tariff_number, e.started_at, e.stopped_at, e.meter_stop, e.energy_wh, e.currency, e.net, e.tax, e.gross, e.tax_percent,
               e.steps, e.reason, e.made_at, e.made_by
        FROM price_entries e
        """;

    public static List<PriceEntry> OfTransaction(DbConnection connection, int transactionId) =>
        connection.Query<PriceEntry>($"{Columns} WHERE e.transaction_id = @transactionId ORDER BY e.entry_id", new { transactionId }).AsList();

    /// <summary>The sum of all entries, in smallest units: what is owed for the session.</summary>
    public static long Balance(DbConnection connection, int transactionId) => connection.ExecuteScalar<long>(
        "SELECT CAST(coalesce(sum(gross), 0) AS bigint) FROM price_entries WHERE transaction_id = @transactionId", new { transactionId });

    public static PriceEntry? Find(DbConnection connection, long entryId) => connection.QuerySingleOrDefault<PriceEntry>($"{Columns} WHERE e.entry_id = @entryId", new { entryId });

    /// <summary>The entry that a request with this key made before.</summary>
    public static (PriceEntry Entry, byte[] Hash)? OfRequest(DbConnection connection, string by, string key)
    {
        if (connection.QuerySingleOrDefault<Asked>("SELECT entry_id, request_hash FROM price_entries WHERE made_by = @by AND request_key = @key", new { by, key }) is not { } asked) return null;
        return (Find(connection, asked.EntryId)!, asked.RequestHash);
    }

    public static IReadOnlyList<PriceStep> Steps(PriceEntry entry) => JsonSerializer.Deserialize(entry.Steps, PriceJson.Default.IReadOnlyListPriceStep)!;

    /// <summary>Adds an entry.</summary>
    /// <param name="unit">The unit of work.</param>
    /// <param name="transaction">The session.</param>
    /// <param name="by">What it is priced by.</param>
    /// <param name="entry">Kind, amounts, energy, what it rests on, reason and who; the rest is filled in.</param>
    /// <param name="steps">How the gross amount is made up.</param>
    /// <param name="request">Which request asked for it.</param>
    public static PriceEntry Add(
        WriteUnit unit, TransactionRecord transaction, TransactionTariff by, PriceEntry entry, IReadOnlyList<PriceStep> steps, (string Key, byte[] Hash)? request = null)
    {
        var site = unit.Connection.QuerySingleOrDefault<At>("SELECT name, address FROM sites WHERE site_id = @SiteId", new { by.SiteId });
        var number = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO counters (name, value) VALUES (@name, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value
            """, new { name = string.Create(CultureInfo.InvariantCulture, $"receipts of site {by.SiteId}") });
        var added = entry with
        {
            TransactionId = transaction.TransactionId,
            SiteId = by.SiteId,
            ReceiptNumber = number,
            SiteName = site?.Name ?? $"site {by.SiteId}",
            SiteAddress = site?.Address,
            Station = transaction.Station,
            ConnectorId = transaction.ConnectorId,
            IdTag = transaction.IdTag,
            DriverId = by.DriverId,
            GroupId = by.GroupId,
            Month = TimeZoneInfo.ConvertTime(unit.Now, by.Zone).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            TimeZone = by.TimeZone,
            TariffId = by.TariffId,
            TariffNumber = by.Number,
            StartedAt = transaction.StartedAt,
            Steps = JsonSerializer.Serialize(steps, PriceJson.Default.IReadOnlyListPriceStep),
            MadeAt = unit.Now,
        };
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO price_entries (transaction_id, kind, site_id, receipt_number, site_name, site_address, station, connector_id, id_tag, driver_id, group_id, month, time_zone,
              tariff_id, tariff_number, started_at, stopped_at, meter_stop, energy_wh, currency, net, tax, gross, tax_percent, steps, reason, made_at, made_by, request_key, request_hash)
            VALUES (@TransactionId, @kind, @SiteId, @ReceiptNumber, @SiteName, @SiteAddress, @Station, @ConnectorId, @IdTag, @DriverId, @GroupId, @Month, @TimeZone,
              @TariffId, @TariffNumber, @StartedAt, @StoppedAt, @MeterStop, @EnergyWh, @Currency, @Net, @Tax, @Gross, @TaxPercent, @Steps, @Reason, @MadeAt, @MadeBy, @key, @hash)
            RETURNING entry_id
            """, new
        {
            added.TransactionId,
            kind = added.Kind.ToString(),
            added.SiteId,
            added.ReceiptNumber,
            added.SiteName,
            added.SiteAddress,
            added.Station,
            added.ConnectorId,
            added.IdTag,
            added.DriverId,
            added.GroupId,
            added.Month,
            added.TimeZone,
            added.TariffId,
            added.TariffNumber,
            added.StartedAt,
            added.StoppedAt,
            added.MeterStop,
            added.EnergyWh,
            added.Currency,
            added.Net,
            added.Tax,
            added.Gross,
            added.TaxPercent,
            added.Steps,
            added.Reason,
            added.MadeAt,
            added.MadeBy,
            key = request?.Key,
            hash = request?.Hash,
        });
        unit.Raise(new PriceBooked(id, added.TransactionId, added.Kind.ToString(), added.SiteId, number, added.Currency, Prices.Currency.FromUnits(added.Gross, added.Currency))
        {
            Station = transaction.Station,
        });
        PaymentBook.NoteOwed(unit, added.TransactionId, Balance(unit.Connection, added.TransactionId), added.Currency, id);
        return added with { EntryId = id };
    }

    private sealed class At
    {
        public string Name { get; init; } = "";
        public string? Address { get; init; }
    }

    private sealed class Asked
    {
        public long EntryId { get; init; }
        public byte[] RequestHash { get; init; } = [];
    }
}
