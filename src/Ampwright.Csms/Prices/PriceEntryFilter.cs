using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Prices;

/// <summary>Which entries of the book are asked for; null is all.</summary>
internal sealed record PriceEntryFilter
{
    private const int Slice = 2000;

    /// <summary>Only receipts of these sites.</summary>
    public SiteScope Scope { get; init; } = SiteScope.Everywhere;
    public long? Site { get; init; }
    public long? Driver { get; init; }
    public long? Group { get; init; }

    /// <summary>As 2026-03.</summary>
    public string? Month { get; init; }

    public static string MonthOf(FieldErrors errors, string? text)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return text!;
        errors.Add("month", "Give a month, as 2026-03.");
        return "";
    }

    /// <summary>The newest first, before an entry.</summary>
    public List<PriceEntry> Newest(DbConnection connection, long before, int limit) =>
        connection.Query<PriceEntry>($"{PriceBook.Columns} {Where} AND e.entry_id < @before ORDER BY e.entry_id DESC LIMIT @limit", Values(before, limit)).AsList();

    /// <summary>In the order they were booked, after an entry.</summary>
    public List<PriceEntry> Oldest(DbConnection connection, long after, int limit) =>
        connection.Query<PriceEntry>($"{PriceBook.Columns} {Where} AND e.entry_id > @before ORDER BY e.entry_id LIMIT @limit", Values(after, limit)).AsList();

    /// <summary>All of them in the order they were booked, read slice by slice.</summary>
    public async IAsyncEnumerable<PriceEntry> AllAsync(Database database)
    {
        for (long after = 0; ;)
        {
            var slice = await database.ReadAsync(connection => Oldest(connection, after, Slice));
            foreach (var entry in slice) yield return entry;
            if (slice.Count < Slice) yield break;
            after = slice[^1].EntryId;
        }
    }

    /// <summary>The sums of all of them, for each currency and tax rate.</summary>
    public List<PriceSum> Sums(DbConnection connection) => connection.Query<PriceSum>($"""
        SELECT e.currency, e.tax_percent, count(*) AS entries, sum(CASE WHEN e.kind = 'Charge' THEN 1 ELSE 0 END) AS sessions, CAST(sum(e.energy_wh) AS bigint) AS energy_wh,
               CAST(sum(e.net) AS bigint) AS net, CAST(sum(e.tax) AS bigint) AS tax, CAST(sum(e.gross) AS bigint) AS gross
        FROM price_entries e {Where} GROUP BY e.currency, e.tax_percent ORDER BY e.currency, e.tax_percent
        """, Values(0, 0)).AsList();

    // What is not asked for is not in it, so that the database finds an index.
    private string Where => $"WHERE 1 = 1{(Scope.All ? "" : " AND e.site_id IN @Ids")}{(Site is null ? "" : " AND e.site_id = @Site")}"
        + $"{(Driver is null ? "" : " AND e.driver_id = @Driver")}{(Group is null ? "" : " AND e.group_id = @Group")}{(Month is null ? "" : " AND e.month = @Month")}";

    private object Values(long before, int limit) => new { Scope.Ids, Site, Driver, Group, Month, before, limit };
}

/// <summary>Amounts in whole smallest units.</summary>
internal sealed record PriceSum
{
    public string Currency { get; init; } = "";
    public string TaxPercent { get; init; } = "0";
    public int Entries { get; init; }
    public int Sessions { get; init; }
    public long EnergyWh { get; init; }
    public long Net { get; init; }
    public long Tax { get; init; }
    public long Gross { get; init; }
}
