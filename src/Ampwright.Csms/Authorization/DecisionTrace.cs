using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Authorization;

/// <summary>Keeps every decision about an id tag with what it was made from, so that "why?" has an answer.</summary>
internal static class DecisionTrace
{
    /// <summary>How long decisions are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int ForgottenAtOnce = 1000;

    /// <param name="unit">The unit of the message, so that decision and effect become durable together.</param>
    /// <param name="stationId">The station that asked.</param>
    /// <param name="action">Authorize, StartTransaction or StopTransaction.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="transactionId">The transaction it was for.</param>
    /// <param name="at">When; the unit's time when absent.</param>
    public static void Keep(WriteUnit unit, long stationId, string action, Decision decision, int? transactionId = null, DateTimeOffset? at = null) =>
        unit.Write("""
            INSERT INTO authorization_decisions (at, station_id, action, id_tag, id_tag_key, transaction_id, status, reason, rule_id,
              parent_id_tag, expires_at, inputs)
            VALUES (@at, @stationId, @action, @IdTag, @key, @transactionId, @status, @reason, @RuleId, @ParentIdTag, @expires, @inputs)
            """, new
        {
            at = at ?? unit.Now,
            stationId,
            action,
            decision.IdTag,
            key = IdTagList.Fold(decision.IdTag),
            transactionId,
            status = decision.Info.Status.Text,
            reason = decision.Reason.ToString(),
            decision.RuleId,
            decision.Info.ParentIdTag,
            expires = decision.Info.ExpiryDate?.Instant,
            inputs = JsonSerializer.Serialize(decision.Inputs, DecisionJson.Default.DecisionInputs),
        });

    /// <summary>Newest first.</summary>
    public static List<DecisionRecord> List(DbConnection connection, DecisionFilter filter) => connection.Query<DecisionRecord>($"""
        SELECT d.decision_id, d.at, s.identity AS station, d.action, d.id_tag, d.transaction_id, d.status, d.reason, d.rule_id, d.parent_id_tag,
               d.expires_at, d.inputs
        FROM authorization_decisions d JOIN stations s ON s.station_id = d.station_id
        WHERE {filter.Condition} AND d.decision_id < @Before ORDER BY d.decision_id DESC LIMIT @Limit
        """, filter).AsList();

    /// <summary>Forgets the oldest that were made before the instant, some at a time.</summary>
    /// <returns>Whether there may be more.</returns>
    public static bool Forget(WriteUnit unit, DateTimeOffset before)
    {
        var oldest = unit.Connection.Query<Aged>(
            "SELECT decision_id, at FROM authorization_decisions ORDER BY decision_id LIMIT @ForgottenAtOnce", new { ForgottenAtOnce }).AsList();
        var last = oldest.TakeWhile(decision => decision.At < before).LastOrDefault();
        if (last is null) return false;
        unit.Connection.Execute("DELETE FROM authorization_decisions WHERE decision_id <= @DecisionId", new { last.DecisionId });
        return oldest.Count == ForgottenAtOnce && ReferenceEquals(last, oldest[^1]);
    }

    private sealed class Aged
    {
        public long DecisionId { get; init; }
        public DateTimeOffset At { get; init; }
    }
}

/// <summary>Whose decisions are asked for: one of the three is given.</summary>
internal sealed record DecisionFilter
{
    /// <summary>An identity, folded.</summary>
    public string? Station { get; init; }

    /// <summary>An id tag, folded.</summary>
    public string? IdTag { get; init; }
    public int? TransactionId { get; init; }
    public long Before { get; init; } = long.MaxValue;
    public int Limit { get; init; } = 100;

    public string Condition => this switch
    {
        { TransactionId: not null } => "d.transaction_id = @TransactionId",
        { Station: not null, IdTag: not null } => "d.station_id = (SELECT station_id FROM stations WHERE identity_key = @Station) AND d.id_tag_key = @IdTag",
        { Station: not null } => "d.station_id = (SELECT station_id FROM stations WHERE identity_key = @Station)",
        { IdTag: not null } => "d.id_tag_key = @IdTag",
        _ => throw new InvalidOperationException("Say whose decisions."),
    };
}

internal sealed record DecisionRecord
{
    public long DecisionId { get; init; }
    public DateTimeOffset At { get; init; }
    public string Station { get; init; } = "";
    public string Action { get; init; } = "";
    public string IdTag { get; init; } = "";
    public int? TransactionId { get; init; }
    public string Status { get; init; } = "";
    public string Reason { get; init; } = "";
    public long? RuleId { get; init; }
    public string? ParentIdTag { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public string Inputs { get; init; } = "{}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DecisionInputs))]
internal sealed partial class DecisionJson : JsonSerializerContext;
