using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Guests;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.IdTags;

/// <summary>A station waits for a card to be made known, as stored.</summary>
internal sealed record CardLearning
{
    /// <summary>Whoever holds the card has at least so long from then on to say whose it is.</summary>
    private static readonly TimeSpan ToBind = TimeSpan.FromMinutes(5);

    private const string Open = "cancelled_at IS NULL AND bound_at IS NULL AND ends_at > @now";

    public long LearningId { get; init; }
    public long StationId { get; init; }
    public DateTimeOffset BegunAt { get; init; }
    public string BegunBy { get; init; } = "";
    public DateTimeOffset EndsAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>The first card that nobody knew.</summary>
    public string? IdTag { get; init; }
    public DateTimeOffset? FoundAt { get; init; }
    public DateTimeOffset? BoundAt { get; init; }

    public CardLearningState StateAt(DateTimeOffset now) => this switch
    {
        { BoundAt: not null } => CardLearningState.Bound,
        { CancelledAt: not null } => CardLearningState.Cancelled,
        _ when EndsAt <= now => CardLearningState.Over,
        { IdTag: not null } => CardLearningState.Found,
        _ => CardLearningState.Waiting,
    };

    /// <summary>The station's newest.</summary>
    public static CardLearning? Newest(DbConnection connection, long stationId) => connection.QueryFirstOrDefault<CardLearning>("""
        SELECT learning_id, station_id, begun_at, begun_by, ends_at, cancelled_at, id_tag, found_at, bound_at FROM card_learnings
        WHERE station_id = @stationId ORDER BY learning_id DESC LIMIT 1
        """, new { stationId });

    /// <summary>Whether a card that nobody knows is to be learnt here, or was and waits to be bound: it does not charge then, wherever everybody may.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="stationId">The station.</param>
    /// <param name="key">The card's tag, folded.</param>
    /// <param name="now">When.</param>
    public static bool Takes(DbConnection connection, long stationId, string key, DateTimeOffset now) =>
        !key.StartsWith(StartCodes.TagPrefix, StringComparison.Ordinal) && connection.ExecuteScalar<long>(
            $"SELECT count(*) FROM card_learnings WHERE station_id = @stationId AND {Open} AND (id_tag_key IS NULL OR id_tag_key = @key)", new { stationId, key, now }) > 0;

    /// <summary>Begins one; what waited at the station before does no more.</summary>
    public static void Begin(WriteUnit unit, Caller who, StationRecord station, TimeSpan time)
    {
        Cancel(unit, station.StationId);
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO card_learnings (station_id, begun_at, begun_by, ends_at) VALUES (@StationId, @Now, @Label, @until) RETURNING learning_id
            """, new { station.StationId, unit.Now, who.Label, until = unit.Now + time });
        AuditLog.Append(unit, who, "cardLearning.begin", station.Identity);
        unit.Raise(new CardLearningChanged(id, nameof(CardLearningState.Waiting), null) { Station = station.Identity });
    }

    /// <summary>A card that nobody knows was held to the station: if one waits for it, it has it now.</summary>
    public static void Found(WriteUnit unit, long stationId, string station, string idTag)
    {
        var found = unit.Connection.QueryFirstOrDefault<long?>($"""
            UPDATE card_learnings SET id_tag = @idTag, id_tag_key = @key, found_at = @now, ends_at = CASE WHEN ends_at > @until THEN ends_at ELSE @until END
            WHERE station_id = @stationId AND {Open} AND id_tag IS NULL RETURNING learning_id
            """, new { idTag, key = IdTagList.Fold(idTag), now = unit.Now, until = unit.Now + ToBind, stationId });
        if (found is { } id) unit.Raise(new CardLearningChanged(id, nameof(CardLearningState.Found), idTag) { Station = station });
    }

    /// <summary>Makes the card that was found known; from then on it charges as any other.</summary>
    /// <returns>False when somebody else made it known meanwhile.</returns>
    public bool Bind(WriteUnit unit, Caller who, string station, IdTag tag)
    {
        if (IdTagList.Find(unit.Connection, tag.Tag) is not null) return false;
        IdTagList.Put(unit, tag);
        unit.Connection.Execute("UPDATE card_learnings SET bound_at = @Now WHERE learning_id = @LearningId", new { unit.Now, LearningId });
        AuditLog.Append(unit, who, "idTag.add", tag.Tag, AuditDetail.Of("heldTo", station));
        unit.Raise(new CardLearningChanged(LearningId, nameof(CardLearningState.Bound), tag.Tag) { Station = station });
        return true;
    }

    /// <returns>Whether there was one.</returns>
    public static bool Cancel(WriteUnit unit, long stationId) => unit.Connection.Execute(
        $"UPDATE card_learnings SET cancelled_at = @now WHERE station_id = @stationId AND {Open}", new { now = unit.Now, stationId }) > 0;
}

/// <summary>How far a station is with a card. The names are in the API and in events.</summary>
internal enum CardLearningState
{
    Waiting,

    /// <summary>A card was held to it that nobody knows.</summary>
    Found,
    Bound,
    Cancelled,

    /// <summary>No card came in time, or nobody said whose it is.</summary>
    Over,
}
