using System.Data.Common;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Transactions;
using Dapper;

namespace Ampwright.Csms.ConnectorPages;

/// <summary>What a connector's page shows, read from the store: the connector for everybody, a session for whose it is.</summary>
internal static class VisitedConnector
{
    // Long enough to read the receipt of the last session, too short to collect where somebody was.
    private static readonly TimeSpan SessionShown = TimeSpan.FromHours(12);

    public static ConnectorPageView Read(DbConnection connection, ConnectorCode code, Visitor? visitor, DateTimeOffset now)
    {
        var station = StationRegistry.Find(connection, code.Station)!;
        var status = connection.QuerySingleOrDefault<string>("SELECT status FROM connectors WHERE station_id = @StationId AND connector_id = @ConnectorId", new { code.StationId, code.ConnectorId });
        var tag = visitor?.DriverId is { } driver ? TagOf(connection, code, driver, now).Tag : null;
        var placed = AssignmentList.Holding(connection, code.StationId, tag);
        var version = placed is null ? null : TariffList.Valid(connection, placed.TariffId, now);
        return new ConnectorPageView(
            code.ConnectorId, station.Connected ? status ?? "Unknown" : "Offline",
            version is null ? null : TermsBody.FromText(version.Terms), Authorizer.Place(connection, code.StationId).TimeZone,
            visitor is null ? null : new VisitorView(visitor.DriverId is null ? "guest" : "driver", visitor.Name),
            visitor is null || Session(connection, code, visitor, now) is not { } session ? null : SessionView(connection, session, now));
    }

    /// <summary>The visitor's own session at the connector: one that runs, or the last one, for a while.</summary>
    public static TransactionRecord? Session(DbConnection connection, ConnectorCode code, Visitor visitor, DateTimeOffset now)
    {
        var id = visitor.DriverId is not null
            ? connection.QueryFirstOrDefault<int?>("""
                SELECT t.transaction_id FROM transactions t JOIN id_tags i ON i.id_tag_key = t.id_tag_key
                LEFT JOIN transaction_tariffs p ON p.transaction_id = t.transaction_id
                WHERE t.station_id = @StationId AND t.connector_id = @ConnectorId AND i.driver_id = @DriverId AND (p.driver_id IS NULL OR p.driver_id = @DriverId)
                  AND (t.stop_received_at IS NULL OR t.stop_received_at > @since)
                ORDER BY t.sequence DESC LIMIT 1
                """, new { code.StationId, code.ConnectorId, visitor.DriverId, since = now - SessionShown })
            : StartCodes.Find(connection, visitor.StartCodeId!.Value) is { TransactionId: { } begun } used && used.StationId == code.StationId && used.ConnectorId == code.ConnectorId ? begun : null;
        return id is { } known ? TransactionList.Find(connection, known) : null;
    }

    /// <summary>The first of a driver's tags that may charge here; where none may, why the last one may not.</summary>
    public static (string? Tag, string? Refusal) TagOf(DbConnection connection, ConnectorCode code, long driverId, DateTimeOffset now)
    {
        string? refusal = null;
        foreach (var tag in connection.Query<string>("SELECT id_tag FROM id_tags WHERE driver_id = @driverId ORDER BY id_tag_key", new { driverId }).AsList())
        {
            var decision = Authorizer.DecideStart(connection, code.StationId, code.ConnectorId, tag, now, now).Decision;
            if (decision.Accepted) return (tag, null);
            refusal = decision.Reason.ToString();
        }
        return (null, refusal);
    }

    private static VisitedSessionView SessionView(DbConnection connection, TransactionRecord session, DateTimeOffset now)
    {
        var by = TransactionTariffs.Find(connection, session.TransactionId);
        var entries = PriceBook.OfTransaction(connection, session.TransactionId);
        var usage = by is null ? null : SessionPrices.Usage(connection, session, by, now);
        var price = usage is null ? null : PriceView.Of(SessionPrices.Price(connection, by!, usage));
        return new VisitedSessionView(
            session.TransactionId, session.Open, session.StartedAt, session.StoppedAt, session.EnergyWh, session.Open ? session.LastPower : null,
            price?.Currency, entries.Count > 0 ? Currency.FromUnits(entries.Sum(entry => entry.Gross), entries[0].Currency) : price?.Gross,
            entries.Count > 0, price?.Steps ?? []);
    }
}
