using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Privacy;

/// <summary>
/// All that is kept of a driver as one JSON document, read and sent piece by piece: the rows of every table that is by driver or by tag, meter values,
/// entries of the book and orders of payments with them, and every text that names a tag of his. Tags of others in such texts stand as stars.
/// </summary>
internal sealed class DriverExport(long driverId, Database database, TimeProvider time) : IResult
{
    // Of the driver's sessions, by whichever of the two they are his; those of a tag that was somebody else's then are not.
    private const string HisSessions = """
        (SELECT t.transaction_id FROM transactions t LEFT JOIN transaction_tariffs p ON p.transaction_id = t.transaction_id
         WHERE t.id_tag_key IN @keys AND coalesce(p.driver_id, @driverId) = @driverId
         UNION SELECT transaction_id FROM transaction_tariffs WHERE driver_id = @driverId)
        """;

    // What hangs on rows that are his and does not name him itself.
    private static readonly (string Table, string Where)[] Further =
    [
        ("former_id_tags", "driver_id = @driverId"),
        ("transactions", $"transaction_id IN {HisSessions}"),
        ("transaction_flags", $"transaction_id IN {HisSessions}"),
        ("meter_values", $"transaction_id IN {HisSessions}"),
        ("charging_goals", $"transaction_id IN {HisSessions}"),
        ("cases", $"transaction_id IN {HisSessions}"),
        ("price_entries", $"(driver_id = @driverId OR transaction_id IN {HisSessions})"),
        ("payment_orders", "payment_id IN (SELECT payment_id FROM payments WHERE id_tag_key IN @keys)"),
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (columns, tags) = await database.ReadAsync(connection => (
            PersonalColumn.All(connection),
            connection.Query<string>("SELECT id_tag FROM id_tags WHERE driver_id = @driverId", new { driverId }).Concat(FormerTags.OnlyOf(connection, driverId)).ToList()));
        var parameters = new { driverId, keys = tags.ConvertAll(IdTagList.Fold).DefaultIfEmpty("") };
        var others = new OtherTags(tags);
        var response = httpContext.Response;
        response.ContentType = "application/json";
        response.Headers.ContentDisposition = $"attachment; filename=\"driver-{driverId}.json\"";
        response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("driver", driverId);
        json.WriteString("madeAt", time.GetUtcNow());
        json.WriteStartObject("rows");
        var tables = columns.GroupBy(column => column.Table).ToDictionary(group => group.Key, group => $"({string.Join(" OR ", group.Select(Condition))})");
        foreach (var (table, where) in Further) tables[table] = where;
        foreach (var (table, where) in tables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var rows = await database.ReadAsync(connection => Rows(connection, table, where, parameters));
            if (rows.Count == 0) continue;
            json.WriteStartArray(table);
            foreach (var row in rows) Write(json, row, others);
            json.WriteEndArray();
            await FlushAsync(json, httpContext);
        }
        json.WriteEndObject();
        json.WriteStartObject("texts");
        await WriteTextsAsync(json, httpContext, tags, others);
        json.WriteEndObject();
        json.WriteEndObject();
        await FlushAsync(json, httpContext);
    }

    private static string Condition(PersonalColumn column) => column.Name == "driver_id" ? "driver_id = @driverId" : "id_tag_key IN @keys";

    private async Task WriteTextsAsync(Utf8JsonWriter json, HttpContext context, List<string> own, OtherTags others)
    {
        if (own.Count == 0) return;
        var (tags, keys) = (own.ConvertAll(tag => new TagText(tag)), own.ConvertAll(IdTagList.Fold));
        foreach (var table in KeptTexts.All)
        {
            json.WriteStartArray(table.Name);
            for (long after = 0; await database.ReadAsync(connection => table.After(connection, after, keys)) is { Count: > 0 } slice; after = slice[^1].Id)
            {
                foreach (var row in slice.Where(row => row.Texts.Any(text => text is not null && tags.Exists(tag => tag.IsIn(text)))))
                {
                    var found = await database.ReadAsync(connection => Rows(connection, table.Name, $"{table.Id} = @Id", new { row.Id }));
                    foreach (var whole in found) Write(json, whole, others);
                }
                await FlushAsync(json, context);
                if (slice.Count < KeptTexts.Slice) break;
            }
            json.WriteEndArray();
        }
    }

    private static List<IDictionary<string, object?>> Rows(DbConnection connection, string table, string where, object parameters)
    {
        var rows = new List<IDictionary<string, object?>>();
        using var reader = connection.ExecuteReader($"SELECT * FROM {table} WHERE {where}", parameters);
        while (reader.Read())
        {
            var row = new Dictionary<string, object?>();
            for (var column = 0; column < reader.FieldCount; column++) row[reader.GetName(column)] = reader.IsDBNull(column) ? null : reader.GetValue(column);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Names and values as they are kept; hashes, and what is only for the program, are left out.</summary>
    private static void Write(Utf8JsonWriter json, IDictionary<string, object?> row, OtherTags others)
    {
        json.WriteStartObject();
        foreach (var (name, value) in row)
        {
            switch (value)
            {
                case null: json.WriteNull(name); break;
                case string text: json.WriteString(name, others.Masked(text)); break;
                case long number: json.WriteNumber(name, number); break;
                case double number: json.WriteNumber(name, number); break;
                case bool truth: json.WriteBoolean(name, truth); break;
                case byte[]: break;
                default: json.WriteString(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)); break;
            }
        }
        json.WriteEndObject();
    }

    private static async Task FlushAsync(Utf8JsonWriter json, HttpContext context)
    {
        await json.FlushAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
