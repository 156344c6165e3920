using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Access;

/// <summary>Who is signed in at the page. The cookie holds a random key, the store only its hash: a copied database signs nobody in.</summary>
internal static class Sessions
{
    public const string Cookie = "ampwright_session";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <returns>The key for the cookie.</returns>
    public static string Open(WriteUnit unit, Caller who)
    {
        var key = Secret.New();
        unit.Connection.Execute("DELETE FROM sessions WHERE expires_at <= @now", new { now = unit.Now });
        unit.Connection.Execute(
            "INSERT INTO sessions (key_hash, account, api_token, created_at, expires_at) VALUES (@hash, @account, @token, @now, @end)",
            new
            {
                hash = Secret.HashOf(key),
                account = who.Kind == CallerKind.Account ? who.Name : null,
                token = who.Kind == CallerKind.Token ? who.Name : null,
                now = unit.Now,
                end = unit.Now + Lifetime,
            });
        AuditLog.Append(unit, who, "session.open", who.Name);
        return key;
    }

    public static Caller? Find(DbConnection connection, string key, DateTimeOffset now)
    {
        var hash = Secret.HashOf(key);
        var row = connection.QuerySingleOrDefault<Row>(
            """
            SELECT coalesce(a.name, t.name) AS name, coalesce(a.role, t.role) AS role, coalesce(t.meter_only, FALSE) AS meter_only, coalesce(a.site_ids, t.site_ids) AS site_ids, s.account IS NOT NULL AS is_account,
                   a.second_factor_required_at IS NOT NULL AND NOT EXISTS (
                     SELECT 1 FROM second_factors f WHERE f.account = a.name AND f.secret_sealed IS NOT NULL) AS owes_second_factor
            FROM sessions s LEFT JOIN accounts a ON a.name = s.account LEFT JOIN api_tokens t ON t.name = s.api_token
            WHERE s.key_hash = @hash AND s.expires_at > @now AND (t.expires_at IS NULL OR t.expires_at > @now)
            """, new { hash, now });
        return row is null ? null : new Caller(
            row.IsAccount ? CallerKind.Account : CallerKind.Token, row.Name, row.MeterOnly ? Role.Meter : Roles.FromText(row.Role), SiteScope.FromText(row.SiteIds), hash, row.OwesSecondFactor);
    }

    public static void Close(WriteUnit unit, Caller caller)
    {
        if (unit.Connection.Execute("DELETE FROM sessions WHERE key_hash = @hash", new { hash = caller.SessionHash }) > 0)
            AuditLog.Append(unit, caller, "session.close", caller.Name);
    }

    private sealed record Row
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public bool MeterOnly { get; init; }
        public string? SiteIds { get; init; }
        public bool IsAccount { get; init; }
        public bool OwesSecondFactor { get; init; }
    }
}
