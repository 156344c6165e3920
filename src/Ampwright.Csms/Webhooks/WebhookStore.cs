using System.Data.Common;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Webhooks;

/// <summary>The subscriptions and their dead letters in the store.</summary>
internal static class WebhookStore
{
    private const string Columns = """
        SELECT w.webhook_id, w.url, w.secret_sealed, w.kinds, w.station, w.station_key, w.site_ids, w.paused_at, w.position, w.refusals, w.failures, w.next_try_at,
               w.last_error, w.last_failure_at, w.last_delivery_at, w.created_at, w.created_by, w.version,
               (SELECT count(*) FROM webhook_dead_letters d WHERE d.webhook_id = w.webhook_id) AS dead_letters
        FROM webhooks w
        """;

    private const string DeadLetterColumns = "SELECT dead_letter_id, sequence, kind, station, body, error, died_at, resend_at FROM webhook_dead_letters";

    public static List<WebhookRecord> List(DbConnection connection) => connection.Query<WebhookRecord>($"{Columns} ORDER BY w.webhook_id").AsList();

    public static WebhookRecord? Find(DbConnection connection, long id) =>
        connection.QuerySingleOrDefault<WebhookRecord>($"{Columns} WHERE w.webhook_id = @id", new { id });

    /// <summary>The first event told is the next one that happens.</summary>
    public static long Add(WriteUnit unit, WebhookRecord webhook)
    {
        var id = unit.Connection.ExecuteScalar<long>("""
            INSERT INTO webhooks (url, secret_sealed, kinds, station, station_key, site_ids, paused_at, position, refusals, failures, created_at, created_by)
            VALUES (@Url, @SecretSealed, @Kinds, @Station, @StationKey, @SiteIds, @PausedAt, (SELECT coalesce(max(sequence), 0) FROM events), 0, 0, @Now, @CreatedBy)
            RETURNING webhook_id
            """, new { webhook.Url, webhook.SecretSealed, webhook.Kinds, webhook.Station, webhook.StationKey, webhook.SiteIds, webhook.PausedAt, unit.Now, webhook.CreatedBy });
        unit.Raise(new WebhookChanged(id, "Added"));
        return id;
    }

    /// <summary>Replaces what a person says of it; what was failing is tried again at once.</summary>
    public static void Change(WriteUnit unit, WebhookRecord webhook)
    {
        unit.Connection.Execute("""
            UPDATE webhooks SET url = @Url, secret_sealed = @SecretSealed, kinds = @Kinds, station = @Station, station_key = @StationKey,
              site_ids = @SiteIds, paused_at = @PausedAt, next_try_at = NULL, version = version + 1
            WHERE webhook_id = @WebhookId
            """, new { webhook.WebhookId, webhook.Url, webhook.SecretSealed, webhook.Kinds, webhook.Station, webhook.StationKey, webhook.SiteIds, webhook.PausedAt });
        unit.Raise(new WebhookChanged(webhook.WebhookId, "Changed"));
    }

    public static bool Remove(WriteUnit unit, long id)
    {
        unit.Connection.Execute("DELETE FROM webhook_dead_letters WHERE webhook_id = @id", new { id });
        var removed = unit.Connection.Execute("DELETE FROM webhooks WHERE webhook_id = @id", new { id });
        if (removed > 0) unit.Raise(new WebhookChanged(id, "Removed"));
        return removed > 0;
    }

    public static void Delivered(WriteUnit unit, long id, long position) => unit.Connection.Execute("""
        UPDATE webhooks SET position = @position, refusals = 0, failures = 0, next_try_at = NULL, last_error = NULL, last_delivery_at = @Now
        WHERE webhook_id = @id
        """, new { id, position, unit.Now });

    public static void Skipped(WriteUnit unit, long id, long position) =>
        unit.Connection.Execute("UPDATE webhooks SET position = @position WHERE webhook_id = @id", new { id, position });

    public static void Failed(WriteUnit unit, long id, bool refused, string error, DateTimeOffset nextTry) => unit.Connection.Execute($"""
        UPDATE webhooks SET failures = failures + 1{(refused ? ", refusals = refusals + 1" : "")}, last_error = @error, last_failure_at = @Now, next_try_at = @nextTry
        WHERE webhook_id = @id
        """, new { id, error, unit.Now, nextTry });

    /// <summary>Gives an event up: it becomes a dead letter, and the next one is due.</summary>
    public static void GiveUp(WriteUnit unit, long id, RecordedEvent recorded, string body, string error, int mostDeadLetters)
    {
        unit.Connection.Execute("""
            INSERT INTO webhook_dead_letters (webhook_id, sequence, kind, station, body, error, died_at)
            VALUES (@id, @Sequence, @Kind, @Station, @body, @error, @Now) ON CONFLICT DO NOTHING
            """, new { id, recorded.Sequence, recorded.Kind, recorded.Change.Station, body, error, unit.Now });
        unit.Connection.Execute("""
            DELETE FROM webhook_dead_letters WHERE webhook_id = @id AND dead_letter_id <= (
              SELECT dead_letter_id FROM webhook_dead_letters WHERE webhook_id = @id ORDER BY dead_letter_id DESC LIMIT 1 OFFSET @mostDeadLetters)
            """, new { id, mostDeadLetters });
        unit.Connection.Execute("UPDATE webhooks SET position = @Sequence, refusals = 0 WHERE webhook_id = @id", new { id, recorded.Sequence });
        unit.Raise(new WebhookEventGivenUp(id, recorded.Sequence, error));
    }

    /// <summary>The newest first, before the given one.</summary>
    public static List<DeadLetterRecord> DeadLetters(DbConnection connection, long id, long before, int limit) => connection.Query<DeadLetterRecord>(
        $"{DeadLetterColumns} WHERE webhook_id = @id AND dead_letter_id < @before ORDER BY dead_letter_id DESC LIMIT @limit", new { id, before, limit }).AsList();

    public static DeadLetterRecord? FirstToResend(DbConnection connection, long id) => connection.QueryFirstOrDefault<DeadLetterRecord>(
        $"{DeadLetterColumns} WHERE webhook_id = @id AND resend_at IS NOT NULL ORDER BY dead_letter_id LIMIT 1", new { id });

    /// <param name="unit">The unit of work.</param>
    /// <param name="id">The webhook.</param>
    /// <param name="letter">One dead letter; null: all of the webhook.</param>
    /// <returns>How many are sent again.</returns>
    public static int Resend(WriteUnit unit, long id, long? letter)
    {
        var asked = unit.Connection.Execute(
            $"UPDATE webhook_dead_letters SET resend_at = @Now WHERE webhook_id = @id {(letter is null ? "" : "AND dead_letter_id = @letter")}",
            new { unit.Now, id, letter });
        if (asked > 0) unit.Connection.Execute("UPDATE webhooks SET next_try_at = NULL WHERE webhook_id = @id", new { id });
        return asked;
    }

    public static int RemoveDeadLetter(WriteUnit unit, long id, long letter) => unit.Connection.Execute(
        "DELETE FROM webhook_dead_letters WHERE webhook_id = @id AND dead_letter_id = @letter", new { id, letter });

    public static void ResendFailed(WriteUnit unit, long letter, string error) => unit.Connection.Execute(
        "UPDATE webhook_dead_letters SET resend_at = NULL, error = @error WHERE dead_letter_id = @letter", new { letter, error });
}
