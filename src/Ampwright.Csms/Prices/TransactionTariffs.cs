using System.Data.Common;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Prices;

/// <summary>By what each transaction is priced: settled as its start is recorded, so that nothing that is changed later changes its price.</summary>
internal static class TransactionTariffs
{
    private const string HeldBack = "SuspendedEVSE";

    private const string Columns = "SELECT transaction_id, tariff_id, number, site_id, time_zone, driver_id, group_id, book_due, held_back_since, held_back_until FROM transaction_tariffs";

    /// <summary>A start was recorded. Where no tariff holds, or it begins after the start, the transaction has no price.</summary>
    /// <param name="accepted">Whether the tag may charge: one that may not pays nothing.</param>
    public static void NoteStart(WriteUnit unit, long stationId, string idTag, int transactionId, DateTimeOffset startedAt, bool accepted)
    {
        if (accepted) PaymentBook.NoteStart(unit, stationId, idTag, transactionId, startedAt);
        if (AssignmentList.Holding(unit.Connection, stationId, idTag) is not { } placed) return;
        if (TariffList.Valid(unit.Connection, placed.TariffId, startedAt) is not { } version) return;
        unit.Connection.Execute("""
            INSERT INTO transaction_tariffs (transaction_id, tariff_id, number, site_id, time_zone, driver_id, group_id)
            VALUES (@transactionId, @TariffId, @Number, @SiteId, @TimeZone, @DriverId, @GroupId) ON CONFLICT DO NOTHING
            """, new { transactionId, placed.TariffId, version.Number, placed.SiteId, placed.TimeZone, placed.DriverId, placed.GroupId });
    }

    /// <summary>A connector has another status: whether its station holds the car back is no doing of the car's.</summary>
    public static void NoteStatus(WriteUnit unit, long stationId, int connectorId, string status, DateTimeOffset at) => unit.Write($"""
        UPDATE transaction_tariffs
        SET {(status == HeldBack ? "held_back_since = coalesce(held_back_since, @at)" : "held_back_since = NULL, held_back_until = @at")}
        WHERE {(status == HeldBack ? "" : "held_back_since IS NOT NULL AND")} transaction_id IN (
          SELECT transaction_id FROM transactions WHERE station_id = @stationId AND connector_id = @connectorId AND stop_received_at IS NULL)
        """, new { at, stationId, connectorId });

    /// <summary>What decides whether and how the transaction is billed may have become another.</summary>
    public static void NoteChange(WriteUnit unit, int transactionId) =>
        unit.Write("UPDATE transaction_tariffs SET book_due = @Now WHERE transaction_id = @transactionId", new { unit.Now, transactionId });

    public static TransactionTariff? Find(DbConnection connection, int transactionId) =>
        connection.QuerySingleOrDefault<TransactionTariff>($"{Columns} WHERE transaction_id = @transactionId", new { transactionId });

    public static List<TransactionTariff> Due(DbConnection connection, int limit) =>
        connection.Query<TransactionTariff>($"{Columns} WHERE book_due IS NOT NULL ORDER BY book_due, transaction_id LIMIT @limit", new { limit }).AsList();

    /// <summary>It could not be booked now: it comes after all others that are due.</summary>
    public static void NoteLater(WriteUnit unit, TransactionTariff looked) => unit.Connection.Execute(
        "UPDATE transaction_tariffs SET book_due = @Now WHERE transaction_id = @TransactionId AND book_due = @BookDue", new { unit.Now, looked.TransactionId, looked.BookDue });

    /// <summary>It was looked at, unless something changed meanwhile.</summary>
    public static void NoteDone(WriteUnit unit, TransactionTariff looked) => unit.Connection.Execute(
        "UPDATE transaction_tariffs SET book_due = NULL WHERE transaction_id = @TransactionId AND book_due = @BookDue", new { looked.TransactionId, looked.BookDue });
}

internal sealed record TransactionTariff
{
    public int TransactionId { get; init; }
    public long TariffId { get; init; }

    /// <summary>The tariff's version.</summary>
    public int Number { get; init; }
    public long SiteId { get; init; }
    public string TimeZone { get; init; } = "UTC";
    public long? DriverId { get; init; }
    public long? GroupId { get; init; }
    public DateTimeOffset? BookDue { get; init; }

    /// <summary>Since when the station holds the car back; null when it does not.</summary>
    public DateTimeOffset? HeldBackSince { get; init; }

    /// <summary>Until when it last did.</summary>
    public DateTimeOffset? HeldBackUntil { get; init; }

    /// <summary>UTC where the system has lost the site's time zone since.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var found) ? found : TimeZoneInfo.Utc;
}
