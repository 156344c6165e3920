using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Configuration;

/// <summary>The templates and who has which.</summary>
internal static class Templates
{
    private const string Columns = "SELECT template_id, name, site_ids, version, changed_at FROM configuration_templates";

    public static Template? Find(DbConnection connection, long templateId) =>
        connection.QuerySingleOrDefault<Row>($"{Columns} WHERE template_id = @templateId", new { templateId }) is { } row ? Of(connection, row) : null;

    /// <summary>Those that the caller sees, by number: there are few, so they are chosen here.</summary>
    public static List<Template> List(DbConnection connection, SiteScope scope, long after, int limit) =>
        connection.Query<Row>($"{Columns} WHERE template_id > @after ORDER BY template_id", new { after })
            .Select(row => Of(connection, row)).Where(template => template.SeenBy(scope)).Take(limit).ToList();

    public static Template? OfStation(DbConnection connection, long stationId) => connection.QuerySingleOrDefault<long?>(
        "SELECT template_id FROM configuration_template_stations WHERE station_id = @stationId", new { stationId }) is { } id
        ? Find(connection, id)
        : null;

    /// <summary>The stations that are to have it, as far as the scope covers them, by identity.</summary>
    public static List<string> StationsOf(DbConnection connection, long templateId, SiteScope scope) => connection.Query<string>("""
        SELECT s.identity FROM configuration_template_stations t JOIN stations s ON s.station_id = t.station_id
        WHERE t.template_id = @templateId AND s.removed_at IS NULL AND (@All OR s.site_id IN @Ids) ORDER BY s.identity_key
        """, new { templateId, scope.All, scope.Ids }).AsList();

    /// <returns>The template's number, or null when the name is taken.</returns>
    public static long? Add(WriteUnit unit, string name, SiteScope scope, IReadOnlyList<TemplateKey> keys)
    {
        var id = unit.Connection.QuerySingleOrDefault<long?>("""
            INSERT INTO configuration_templates (name, name_key, site_ids, changed_at) VALUES (@name, @key, @sites, @Now) ON CONFLICT DO NOTHING RETURNING template_id
            """, new { name, key = UniqueName.Key(name), sites = scope.ToText(), unit.Now });
        if (id is { } made) PutKeys(unit, made, keys);
        return id;
    }

    /// <returns>Whether the name is free.</returns>
    public static bool Replace(WriteUnit unit, long templateId, string name, IReadOnlyList<TemplateKey> keys)
    {
        if (UniqueName.IsAnothers(unit.Connection, "configuration_templates", "template_id", name, templateId)) return false;
        unit.Connection.Execute("UPDATE configuration_templates SET name = @name, name_key = @key, version = version + 1, changed_at = @Now WHERE template_id = @templateId",
            new { name, key = UniqueName.Key(name), unit.Now, templateId });
        unit.Connection.Execute("DELETE FROM configuration_template_keys WHERE template_id = @templateId", new { templateId });
        PutKeys(unit, templateId, keys);
        return true;
    }

    public static void Remove(WriteUnit unit, long templateId) =>
        unit.Connection.Execute("DELETE FROM configuration_templates WHERE template_id = @templateId", new { templateId });

    /// <param name="unit">The unit of work.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="templateId">What it is to have; null: nothing.</param>
    public static void Assign(WriteUnit unit, long stationId, long? templateId)
    {
        unit.Connection.Execute("DELETE FROM configuration_template_stations WHERE station_id = @stationId", new { stationId });
        if (templateId is not null)
            unit.Connection.Execute("INSERT INTO configuration_template_stations (station_id, template_id) VALUES (@stationId, @templateId)", new { stationId, templateId });
    }

    private static Template Of(DbConnection connection, Row row) =>
        new(row.TemplateId, row.Name, SiteScope.FromText(row.SiteIds), row.Version, row.ChangedAt, KeysOf(connection, row.TemplateId));

    private static List<TemplateKey> KeysOf(DbConnection connection, long templateId) => connection.Query<(string Name, string Value)>(
            "SELECT name, value FROM configuration_template_keys WHERE template_id = @templateId ORDER BY name_key", new { templateId })
        .Select(key => new TemplateKey(key.Name, key.Value)).ToList();

    private static void PutKeys(WriteUnit unit, long templateId, IReadOnlyList<TemplateKey> keys)
    {
        foreach (var key in keys)
        {
            unit.Connection.Execute("INSERT INTO configuration_template_keys (template_id, name_key, name, value) VALUES (@templateId, @folded, @Name, @Value)",
                new { templateId, folded = ConfigurationStore.Fold(key.Name), key.Name, key.Value });
        }
    }

    private sealed class Row
    {
        public long TemplateId { get; init; }
        public string Name { get; init; } = "";
        public string? SiteIds { get; init; }
        public long Version { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
    }
}
