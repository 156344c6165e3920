using System.Data.Common;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Mail;

/// <summary>What an account is told by mail.</summary>
internal sealed record MailSubscription
{
    private const string Columns = """
        SELECT subscription_id, account, address, kinds, station, station_key, pace, send_minute, time_zone, paused_at, position, due_at, failures, last_error, last_sent_at,
               version, created_at
        FROM mail_subscriptions
        """;

    public long SubscriptionId { get; init; }
    public string Account { get; init; } = "";
    public string Address { get; init; } = "";

    /// <summary>Separated by commas.</summary>
    public string Kinds { get; init; } = "";

    /// <summary>Only events of this one; null: of all that the account may see.</summary>
    public string? Station { get; init; }
    public string? StationKey { get; init; }
    public MailPace Pace { get; init; }

    /// <summary>Minutes since midnight at which a daily or weekly one is sent.</summary>
    public int SendMinute { get; init; }
    public string TimeZone { get; init; } = "UTC";
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>The sequence number up to which everything is told.</summary>
    public long Position { get; init; }
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Tries in a row that failed.</summary>
    public int Failures { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? LastSentAt { get; init; }
    public long Version { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public HashSet<string> KindSet => Kinds.Split(',').ToHashSet(StringComparer.Ordinal);

    public DateTimeOffset NextAfter(DateTimeOffset now) => Pace.Next(SendMinute, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), now);

    public static List<MailSubscription> OfAccount(DbConnection connection, string account) =>
        connection.Query<MailSubscription>($"{Columns} WHERE account = @account ORDER BY subscription_id", new { account }).AsList();

    public static MailSubscription? Find(DbConnection connection, long subscriptionId) =>
        connection.QuerySingleOrDefault<MailSubscription>($"{Columns} WHERE subscription_id = @subscriptionId", new { subscriptionId });

    public static List<MailSubscription> Due(DbConnection connection, DateTimeOffset now) =>
        connection.Query<MailSubscription>($"{Columns} WHERE paused_at IS NULL AND due_at <= @now ORDER BY due_at", new { now }).AsList();

    /// <summary>The first event told is the next one that happens.</summary>
    public static long Add(WriteUnit unit, MailSubscription subscription) => unit.Connection.ExecuteScalar<long>("""
        INSERT INTO mail_subscriptions (account, address, kinds, station, station_key, pace, send_minute, time_zone, paused_at, position, due_at, failures, version, created_at)
        VALUES (@Account, @Address, @Kinds, @Station, @StationKey, @pace, @SendMinute, @TimeZone, @PausedAt, (SELECT coalesce(max(sequence), 0) FROM events), @DueAt, 0, 1, @Now)
        RETURNING subscription_id
        """, Values(unit, subscription));

    /// <summary>Replaces what the account says of it; what was failing is tried again at its next time.</summary>
    public static void Change(WriteUnit unit, MailSubscription subscription) => unit.Connection.Execute("""
        UPDATE mail_subscriptions SET address = @Address, kinds = @Kinds, station = @Station, station_key = @StationKey, pace = @pace, send_minute = @SendMinute,
          time_zone = @TimeZone, paused_at = @PausedAt, due_at = @DueAt, failures = 0, version = version + 1
        WHERE subscription_id = @SubscriptionId
        """, Values(unit, subscription));

    public static bool Remove(WriteUnit unit, long subscriptionId) =>
        unit.Connection.Execute("DELETE FROM mail_subscriptions WHERE subscription_id = @subscriptionId", new { subscriptionId }) > 0;

    /// <summary>Everything up to a sequence number is told, or was nothing to tell.</summary>
    public void Told(WriteUnit unit, long position, bool sent, DateTimeOffset due) => unit.Connection.Execute($"""
        UPDATE mail_subscriptions SET position = @position, due_at = @due, failures = 0{(sent ? ", last_error = NULL, last_sent_at = @Now" : "")} WHERE subscription_id = @SubscriptionId
        """, new { position, due, unit.Now, SubscriptionId });

    /// <param name="pause">It has failed for so long that nobody waits for it any more.</param>
    public void Failed(WriteUnit unit, string error, DateTimeOffset due, bool pause) => unit.Connection.Execute("""
        UPDATE mail_subscriptions SET failures = failures + 1, last_error = @error, due_at = @due, paused_at = CASE WHEN @pause THEN @Now ELSE NULL END
        WHERE subscription_id = @SubscriptionId
        """, new { error, due, pause, unit.Now, SubscriptionId });

    private static object Values(WriteUnit unit, MailSubscription subscription) => new
    {
        subscription.SubscriptionId,
        subscription.Account,
        subscription.Address,
        subscription.Kinds,
        subscription.Station,
        subscription.StationKey,
        pace = subscription.Pace.ToString(),
        subscription.SendMinute,
        subscription.TimeZone,
        subscription.PausedAt,
        subscription.DueAt,
        unit.Now,
    };
}
