using System.Text.Json;
using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Access;

/// <summary>Who changed what, when. Written in the same unit of work as the change; the table refuses to be changed.</summary>
internal static class AuditLog
{
    private static readonly string[] ChangingAccess = ["account.", "token.", "session.close"];

    /// <param name="action">What was done, as <c>station.register</c>.</param>
    /// <param name="subject">To what: an identity, a name, an id.</param>
    /// <param name="detail">JSON without secrets; null where action and subject say it all.</param>
    public static void Append(WriteUnit unit, Caller who, string action, string subject, string? detail = null)
    {
        unit.Connection.Execute(
            "INSERT INTO audit_log (at, who, action, subject, detail) VALUES (@now, @who, @action, @subject, @detail)",
            new { now = unit.Now, who = who.Label, action, subject, detail });
        // Whatever changes what somebody may is written here: streams that are open look again.
        unit.ChangesAccess |= ChangingAccess.Any(kind => action.StartsWith(kind, StringComparison.Ordinal));
    }

    /// <summary>The newest first, before the given sequence number.</summary>
    public static List<AuditRow> List(DbConnection connection, AuditFilter filter, long before, int limit) =>
        connection.Query<AuditRow>($"""
            SELECT sequence, at, who, action, subject, detail FROM audit_log
            WHERE sequence < @before AND {AuditFilter.Condition} ORDER BY sequence DESC LIMIT @limit
            """, filter.With(before, limit)).AsList();
}

internal sealed record AuditRow
{
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Who { get; init; }
    public required string Action { get; init; }
    public required string Subject { get; init; }
    public string? Detail { get; init; }

    public JsonElement? DetailJson() => Detail is null ? null : JsonElement.Parse(Detail);
}
