using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Csms.IdTags;
using Dapper;

namespace Ampwright.Csms.Privacy;

/// <summary>A driver who is taken out of what is kept.</summary>
internal sealed record ErasureRecord
{
    private const string Columns = "SELECT erasure_id, driver_id, tags, positions, sessions, receipts, texts, made_at, made_by, next_look_at, done_at FROM erasures";

    public long ErasureId { get; init; }
    public long DriverId { get; init; }

    /// <summary>A list of <see cref="ErasedTag"/> as JSON; empty once nothing is left to look for.</summary>
    public string Tags { get; init; } = "[]";
    public string Positions { get; init; } = "{}";
    public int Sessions { get; init; }
    public int Receipts { get; init; }

    /// <summary>In how many texts a tag was replaced so far.</summary>
    public int Texts { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public string MadeBy { get; init; } = "";
    public DateTimeOffset? NextLookAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }

    public List<ErasedTag> TagList => JsonSerializer.Deserialize(Tags, ErasureJson.Default.ListErasedTag)!;

    public Dictionary<string, long> PositionOf => JsonSerializer.Deserialize(Positions, ErasureJson.Default.DictionaryStringInt64)!;

    public static ErasureRecord? Find(DbConnection connection, long erasureId) =>
        connection.QuerySingleOrDefault<ErasureRecord>($"{Columns} WHERE erasure_id = @erasureId", new { erasureId });

    /// <summary>The newest first, before a number.</summary>
    public static List<ErasureRecord> Newest(DbConnection connection, long before, int limit) => connection.Query<ErasureRecord>(
        $"{Columns} WHERE erasure_id < @before ORDER BY erasure_id DESC LIMIT @limit", new { before, limit }).AsList();

    public static List<ErasureRecord> Due(DbConnection connection, DateTimeOffset now) =>
        connection.Query<ErasureRecord>($"{Columns} WHERE done_at IS NULL AND next_look_at <= @now ORDER BY erasure_id", new { now }).AsList();

    /// <summary>The stations whose local list is still known to name one of the tags.</summary>
    public List<string> StationsHolding(DbConnection connection) => [.. TagList.SelectMany(tag => connection.Query<string>("""
        SELECT s.identity FROM local_list_entries e JOIN stations s ON s.station_id = e.station_id WHERE e.id_tag_key = @key AND s.removed_at IS NULL
        """, new { key = IdTagList.Fold(tag.Tag) })).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}

/// <param name="Tag">As it was.</param>
/// <param name="Stand">What stands in its place: nobody can tell from it what it was.</param>
internal sealed record ErasedTag(string Tag, string Stand);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<ErasedTag>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class ErasureJson : JsonSerializerContext;
