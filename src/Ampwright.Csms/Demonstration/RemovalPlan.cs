using System.Data.Common;
using Ampwright.Csms.Storage.Postgres;
using Dapper;

namespace Ampwright.Csms.Demonstration;

/// <summary>
/// Which rows of which tables go with the demonstration, found from the schema itself, so that a table that is added later needs no word here: what refers
/// to a row that goes, goes, the referring tables before those they refer to.
/// </summary>
internal sealed class RemovalPlan
{
    // Where the parts themselves stand.
    private static readonly (string Table, string Key, string Kind)[] Parts =
    [
        ("sites", "site_id", "Site"), ("stations", "station_id", "Station"), ("drivers", "driver_id", "Driver"), ("driver_groups", "group_id", "Group"), ("tariffs", "tariff_id", "Tariff"),
    ];

    // Some tables say what they are about by its number alone, without a reference that the database keeps: the first of these that a table has decides.
    private static readonly (string Column, string Table)[] Unkept =
    [
        ("transaction_id", "transactions"), ("station_id", "stations"), ("rule_id", "charging_rules"), ("driver_id", "drivers"), ("group_id", "driver_groups"), ("tariff_id", "tariffs"), ("site_id", "sites"),
    ];

    private readonly Dictionary<string, List<string>> _columns;
    private readonly ILookup<string, Reference> _references;
    private readonly Dictionary<string, string?> _conditions = [];
    private readonly List<string> _order = [];

    private RemovalPlan(Dictionary<string, List<string>> columns, IEnumerable<Reference> references)
    {
        _columns = columns;
        _references = references.Where(reference => reference.From != reference.To).ToLookup(reference => reference.From);
        foreach (var table in columns.Keys.Order(StringComparer.Ordinal)) Condition(table);
        _order.Reverse();
    }

    /// <summary>The tables of which rows go, in the order in which they do, and which: a condition in SQL.</summary>
    public IEnumerable<(string Table, string Condition)> Steps => _order.Select(table => (table, _conditions[table]!));

    public static RemovalPlan Of(DbConnection connection) => connection is PostgresConnection ? OfPostgres(connection) : OfSqlite(connection);

    private static RemovalPlan OfSqlite(DbConnection connection)
    {
        var columns = connection.Query<(string Table, string Column)>("""
            SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
            """);
        var references = connection.Query<(string From, string Column, string To)>("""
            SELECT m.name, f."from", f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
            """);
        return new RemovalPlan(Grouped(columns), references.Select(reference => new Reference(reference.From, reference.Column, reference.To)));
    }

    private static RemovalPlan OfPostgres(DbConnection connection)
    {
        var columns = connection.Query<(string Table, string Column)>(
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY ordinal_position");
        var references = connection.Query<(string From, string Column, string To)>("""
            SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
            """);
        return new RemovalPlan(Grouped(columns), references.Select(reference => new Reference(reference.From, reference.Column, reference.To)));
    }

    private static Dictionary<string, List<string>> Grouped(IEnumerable<(string Table, string Column)> columns) =>
        columns.GroupBy(column => column.Table, StringComparer.Ordinal).ToDictionary(table => table.Key, table => table.Select(column => column.Column).ToList(), StringComparer.Ordinal);

    /// <summary>Which rows of a table go; null: none. What they hang on is put before them in the order, to go after them.</summary>
    private string? Condition(string table)
    {
        if (_conditions.TryGetValue(table, out var known)) return known;
        _conditions[table] = null;
        var condition = Array.Find(Parts, part => part.Table == table) is { Key: { } key } part
            ? $"{key} IN (SELECT part_id FROM demonstration_parts WHERE kind = '{part.Kind}')"
            : string.Join(" OR ", HangsOn(table).Select(reference => Condition(reference.To) is { } goes
                ? $"{reference.Only}{reference.Column} IN (SELECT {KeyOf(reference.To)} FROM {reference.To} WHERE {goes})" : null).OfType<string>());
        if (condition.Length == 0) return null;
        _order.Add(table);
        return _conditions[table] = condition;
    }

    private IEnumerable<Reference> HangsOn(string table)
    {
        if (table is "demonstration_parts" or "demonstration") return [];
        if (_references[table].Any())
        {
            // What names a site where it could have named a station.
            return _columns[table].Contains("site_id") && _references[table].Any(reference => reference.Column == "station_id") && _references[table].All(reference => reference.Column != "site_id")
                ? _references[table].Append(new Reference(table, "site_id", "sites", "station_id IS NULL AND ")) : _references[table];
        }
        return Unkept.Where(owner => owner.Table != table && _columns[table].Contains(owner.Column)).Take(1).Select(owner => new Reference(table, owner.Column, owner.Table));
    }

    // Every table that others refer to has its own number first.
    private string KeyOf(string table) => _columns[table][0];

    /// <param name="Only">Which rows alone hang on it.</param>
    private sealed record Reference(string From, string Column, string To, string Only = "");
}
