using System.Data.Common;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Demonstration;

/// <summary>
/// Takes the demonstration out of a store, all of it or, where something of the operator's own hangs on it, nothing. What else there is stays as it is; the
/// audit log keeps that there was one.
/// </summary>
internal static class DemonstrationRemoval
{
    private const string Sites = "SELECT part_id FROM demonstration_parts WHERE kind = 'Site'";
    private const string Stations = "SELECT part_id FROM demonstration_parts WHERE kind = 'Station'";
    private const string Tariffs = "SELECT part_id FROM demonstration_parts WHERE kind = 'Tariff'";

    // What is the operator's own and would lose what it stands on; the query tells the first of its kind.
    private static readonly (string Query, string What)[] Own =
    [
        ($"SELECT identity FROM stations WHERE removed_at IS NULL AND site_id IN ({Sites}) AND station_id NOT IN ({Stations})",
            "The station {0} stands at a site of the demonstration: move it with PATCH /api/v1/stations/IDENTITY, or remove it."),
        ($"""
            SELECT CAST(assignment_id AS TEXT) FROM tariff_assignments
            WHERE tariff_id IN ({Tariffs}) AND (site_id IS NULL OR site_id NOT IN ({Sites})) AND (station_id IS NULL OR station_id NOT IN ({Stations}))
            """, "A tariff of the demonstration holds at a place of your own: remove tariff assignment {0}, or have another tariff hold there."),
        ($"SELECT station FROM price_entries e JOIN transactions t ON t.transaction_id = e.transaction_id WHERE e.site_id NOT IN ({Sites}) AND t.station_id IN ({Stations})",
            "Sessions at the demonstration's station {0} were booked at a site of your own, whose book is never shortened: the demonstration stays. Start with another folder or database."),
        ($"SELECT station FROM price_entries e JOIN transactions t ON t.transaction_id = e.transaction_id WHERE (e.site_id IN ({Sites}) OR e.tariff_id IN ({Tariffs})) AND t.station_id NOT IN ({Stations})",
            "Sessions at your own station {0} were booked at a site or by a tariff of the demonstration, and what is booked is never removed: the demonstration stays. Start with another folder or database."),
    ];

    /// <returns>How many rows went.</returns>
    /// <exception cref="StartException">There is no demonstration, or something of the operator's own hangs on it.</exception>
    public static Task<long> RunAsync(Database database) => database.WriteAsync(Remove);

    private static long Remove(WriteUnit unit)
    {
        var connection = unit.Connection;
        if (DemonstrationBook.Find(connection) is null) throw new StartException("There is no demonstration in this store.");
        foreach (var (query, what) in Own)
        {
            if (connection.QueryFirstOrDefault<string>(query) is { } first) throw new StartException(string.Format(CultureInfo.InvariantCulture, what, first));
        }
        var gone = RemoveUnkept(connection);
        foreach (var (table, condition) in RemovalPlan.Of(connection).Steps) gone += connection.Execute($"DELETE FROM {table} WHERE {condition}");
        connection.Execute("DELETE FROM demonstration_parts");
        connection.Execute("DELETE FROM demonstration");
        AuditLog.Append(unit, Caller.Program, "demonstration.remove", "demonstration");
        return gone;
    }

    /// <summary>What no reference and no number leads to.</summary>
    private static long RemoveUnkept(DbConnection connection)
    {
        var gone = connection.Execute($"""
            DELETE FROM events WHERE sequence <= (SELECT coalesce(last_event, 0) FROM demonstration)
              OR at <= (SELECT made_at FROM demonstration WHERE last_event IS NULL) OR station IN (SELECT identity FROM stations WHERE station_id IN ({Stations}))
            """);
        gone += connection.Execute($"""
            DELETE FROM payment_notices WHERE order_key IN (
              SELECT o.order_key FROM payment_orders o JOIN payments p ON p.payment_id = o.payment_id WHERE p.station_id IN ({Stations}))
            """);
        gone += connection.Execute($"""
            DELETE FROM webhook_dead_letters WHERE sequence <= (SELECT coalesce(last_event, 0) FROM demonstration) OR station IN (SELECT identity FROM stations WHERE station_id IN ({Stations}))
            """);
        // What a model does stays known; at whose station it was seen last does not.
        connection.Execute($"UPDATE model_findings SET last_station = '' WHERE last_station IN (SELECT identity FROM stations WHERE station_id IN ({Stations}))");
        foreach (var site in DemonstrationBook.Parts(connection, "Site"))
        {
            gone += connection.Execute("DELETE FROM counters WHERE name = @name", new { name = string.Create(CultureInfo.InvariantCulture, $"receipts of site {site}") });
            // Of a site, and of no station: what is told of its power.
            gone += connection.Execute("DELETE FROM events WHERE kind IN ('powerPlanChanged', 'powerProofChanged') AND content LIKE @of",
                new { of = string.Create(CultureInfo.InvariantCulture, $"%\"siteId\":{site},%") });
        }
        return gone;
    }
}
