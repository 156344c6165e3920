using Ampwright.Csms.Connections;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Transactions;

/// <summary>What was answered to which message. A row becomes durable together with the effect it stands for.</summary>
internal static class Inbox
{
    private const string FromStation = "in";

    /// <summary>The answer given to this very message before, or null. The same id with another payload is a new message, and noted.</summary>
    public static byte[]? Find(WriteUnit unit, Lease lease, ReceivedMessage message)
    {
        var known = unit.Connection.Query<Row>("""
            SELECT payload_hash, answer FROM inbox
            WHERE station_id = @StationId AND direction = @FromStation AND message_id = @MessageId
            """, new { lease.StationId, FromStation, message.MessageId }).AsList();
        if (known.Find(row => row.PayloadHash.AsSpan().SequenceEqual(message.Hash)) is { } same) return same.Answer;
        if (known.Count > 0) unit.Raise(new MessageIdReused(message.Action.Name, message.MessageId) { Station = lease.Identity });
        return null;
    }

    public static void Keep(WriteUnit unit, Lease lease, ReceivedMessage message, byte[] answer) => unit.Write("""
        INSERT INTO inbox (station_id, direction, message_id, payload_hash, action, answer, received_at)
        VALUES (@StationId, @FromStation, @MessageId, @Hash, @action, @answer, @Now)
        """, new { lease.StationId, FromStation, message.MessageId, message.Hash, action = message.Action.Name, answer, unit.Now });

    /// <summary>Forgets the oldest answers given before the instant, about so many at a time.</summary>
    /// <returns>How many went.</returns>
    public static int Forget(WriteUnit unit, DateTimeOffset before, int slice) => unit.Connection.Execute("""
        DELETE FROM inbox WHERE received_at < @before
          AND received_at <= (SELECT max(received_at) FROM (SELECT received_at FROM inbox ORDER BY received_at LIMIT @slice) AS oldest)
        """, new { before, slice });

    private sealed class Row
    {
        public byte[] PayloadHash { get; init; } = [];
        public byte[] Answer { get; init; } = [];
    }
}
