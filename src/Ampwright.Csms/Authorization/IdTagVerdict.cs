using Ampwright.Csms.IdTags;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Authorization;

/// <summary>What is said about an id tag. OCPP 1.6 ed. 2 §7.2, §7.27; compared without case.</summary>
internal static class IdTagVerdict
{
    /// <summary>The verdict apart from running transactions, as for Authorize and StopTransaction.</summary>
    public static IdTagInfo Judge(DbConnection connection, string idTag, DateTimeOffset now)
    {
        if (IdTagList.Find(connection, idTag) is not { } tag) return new IdTagInfo { Status = AuthorizationStatus.Invalid };
        return new IdTagInfo
        {
            Status = tag.Blocked ? AuthorizationStatus.Blocked
                : tag.ExpiresAt <= now ? AuthorizationStatus.Expired
                : AuthorizationStatus.Accepted,
            ParentIdTag = tag.ParentIdTag,
            ExpiryDate = tag.ExpiresAt is { } expires ? new OcppTime(expires) : null,
        };
    }

    /// <summary>The verdict for a new transaction: ConcurrentTx where the tag's policy allows one at a time and one runs.</summary>
    public static IdTagInfo JudgeStart(DbConnection connection, string idTag, DateTimeOffset now)
    {
        var verdict = Judge(connection, idTag, now);
        if (!verdict.Status.Is(AuthorizationStatus.Accepted)) return verdict;
        if (IdTagList.Find(connection, idTag) is not { OneTransactionAtATime: true }) return verdict;
        var running = connection.ExecuteScalar<int>(
            "SELECT count(*) FROM transactions WHERE id_tag_key = @key AND stop_received_at IS NULL AND verdict = 'Accepted'",
            new { key = IdTagList.Fold(idTag) });
        return running > 0 ? verdict with { Status = AuthorizationStatus.ConcurrentTx } : verdict;
    }
}
