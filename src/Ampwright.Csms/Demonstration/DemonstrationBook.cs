using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Demonstration;

/// <summary>Whether there is a demonstration in the store, and what is of it.</summary>
internal static class DemonstrationBook
{
    // What somebody has put into a store by hand: where any of it is, no demonstration is added.
    private static readonly (string Table, string What)[] Owned =
    [
        ("stations", "stations"), ("id_tags", "id tags"), ("drivers", "drivers"), ("driver_groups", "groups"), ("tariffs", "tariffs"),
        ("webhooks", "webhooks"), ("configuration_templates", "configuration templates"), ("transactions", "transactions"),
    ];

    /// <returns>What there is already; null in an empty store.</returns>
    public static string? Occupied(DbConnection connection)
    {
        foreach (var (table, what) in Owned)
        {
            if (connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}") > 0) return what;
        }
        return connection.ExecuteScalar<long>("SELECT count(*) FROM sites") > 1 ? "sites" : null;
    }

    public static DemonstrationRecord? Find(DbConnection connection) =>
        connection.QuerySingleOrDefault<DemonstrationRecord>("SELECT made_at, history_from, last_event IS NOT NULL AS whole FROM demonstration");

    public static void Begin(WriteUnit unit, DateTimeOffset madeAt, DateTimeOffset from) => unit.Connection.Execute(
        "INSERT INTO demonstration (demonstration_id, made_at, history_from) VALUES (1, @madeAt, @from)", new { madeAt, from });

    public static void Add(WriteUnit unit, string kind, long id) =>
        unit.Connection.Execute("INSERT INTO demonstration_parts (kind, part_id) VALUES (@kind, @id)", new { kind, id });

    public static void Finish(WriteUnit unit) => unit.Connection.Execute("UPDATE demonstration SET last_event = (SELECT coalesce(max(sequence), 0) FROM events)");

    public static List<long> Parts(DbConnection connection, string kind) =>
        connection.Query<long>("SELECT part_id FROM demonstration_parts WHERE kind = @kind ORDER BY part_id", new { kind }).AsList();

    /// <summary>Their identities.</summary>
    public static List<string> Stations(DbConnection connection) => connection.Query<string>(
        "SELECT s.identity FROM demonstration_parts p JOIN stations s ON s.station_id = p.part_id WHERE p.kind = 'Station' ORDER BY s.station_id").AsList();
}

internal sealed record DemonstrationRecord
{
    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset HistoryFrom { get; init; }

    /// <summary>False: its making was broken off.</summary>
    public bool Whole { get; init; }
}
