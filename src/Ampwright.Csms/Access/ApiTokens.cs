using Ampwright.Csms.Storage;
using Dapper;
using System.Data.Common;

namespace Ampwright.Csms.Access;

/// <summary>Named bearer tokens for programs. Only their hashes are kept.</summary>
internal static class ApiTokens
{
    /// <summary>The name of the token the program was started with; it cannot be given to another.</summary>
    public const string FromStart = "start-option";

    private const string Columns = "name, role, meter_only, site_ids, created_at, created_by, expires_at";

    public static List<ApiToken> All(DbConnection connection) =>
        connection.Query<Row>($"SELECT {Columns} FROM api_tokens ORDER BY name").Select(row => row.ToToken()).ToList();

    public static ApiToken? Find(DbConnection connection, string name) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM api_tokens WHERE name = @name", new { name })?.ToToken();

    public static Caller? Find(DbConnection connection, string token, DateTimeOffset now)
    {
        var row = connection.QuerySingleOrDefault<Row>(
            $"SELECT {Columns} FROM api_tokens WHERE token_hash = @hash AND (expires_at IS NULL OR expires_at > @now)",
            new { hash = Secret.HashOf(token), now });
        return row is null ? null : new Caller(CallerKind.Token, row.Name, row.RoleOf, SiteScope.FromText(row.SiteIds));
    }

    /// <returns>The token's row and the token itself, which nobody can read again; null when the name is taken.</returns>
    public static (ApiToken Token, string Secret)? Create(WriteUnit unit, Caller who, string name, Role role, DateTimeOffset? expiresAt, SiteScope? scope = null)
    {
        var secret = Secret.TokenPrefix + Secret.New();
        var sites = scope ?? SiteScope.Everywhere;
        var added = unit.Connection.Execute(
            """
            INSERT INTO api_tokens (name, role, meter_only, site_ids, token_hash, created_at, created_by, expires_at)
            VALUES (@name, @role, @meter, @sites, @hash, @now, @by, @expiresAt) ON CONFLICT (name) DO NOTHING
            """, new { name, role = (role == Role.Meter ? Role.Viewer : role).ToText(), meter = role == Role.Meter, sites = sites.ToText(), hash = Secret.HashOf(secret), now = unit.Now, by = who.Label, expiresAt });
        if (added == 0) return null;
        AuditLog.Append(unit, who, "token.create", name, $$"""{"role":"{{role.ToText()}}","sites":"{{sites.ToText() ?? "all"}}"}""");
        return (new ApiToken(name, role, sites, unit.Now, who.Label, expiresAt), secret);
    }

    public static bool Delete(WriteUnit unit, Caller who, string name)
    {
        if (unit.Connection.Execute("DELETE FROM api_tokens WHERE name = @name", new { name }) == 0) return false;
        AuditLog.Append(unit, who, "token.delete", name);
        return true;
    }

    /// <summary>Makes the given token, and no earlier one of this kind, the start option's; null takes it away.</summary>
    public static void Install(WriteUnit unit, string? token)
    {
        var hash = token is null ? null : Secret.HashOf(token);
        var present = unit.Connection.QuerySingleOrDefault<string>("SELECT token_hash FROM api_tokens WHERE name = @FromStart", new { FromStart });
        if (hash == present) return;
        unit.Connection.Execute("DELETE FROM api_tokens WHERE name = @FromStart OR token_hash = @hash", new { FromStart, hash });
        if (hash is not null)
        {
            unit.Connection.Execute(
                "INSERT INTO api_tokens (name, role, token_hash, created_at, created_by) VALUES (@FromStart, 'owner', @hash, @now, @by)",
                new { FromStart, hash, now = unit.Now, by = Caller.Program.Label });
        }
        AuditLog.Append(unit, Caller.Program, hash is null ? "token.delete" : "token.install", FromStart);
    }

    private sealed record Row
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public bool MeterOnly { get; init; }
        public string? SiteIds { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required string CreatedBy { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }

        public Role RoleOf => MeterOnly ? Access.Role.Meter : Roles.FromText(Role);

        public ApiToken ToToken() => new(Name, RoleOf, SiteScope.FromText(SiteIds), CreatedAt, CreatedBy, ExpiresAt);
    }
}

internal sealed record ApiToken(string Name, Role Role, SiteScope Scope, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt);
