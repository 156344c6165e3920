using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Access;

/// <summary>The accounts in the store. Names are compared without case; there is always at least one owner on all sites.</summary>
internal static class Accounts
{
    private const string Columns = """
        name, role, site_ids, password_hash, created_at, password_changed_at, second_factor_required_at IS NOT NULL AS second_factor_required,
        (SELECT f.confirmed_at FROM second_factors f WHERE f.account = accounts.name) AS second_factor_since
        """;

    public static List<Account> All(DbConnection connection) =>
        connection.Query<Row>($"SELECT {Columns} FROM accounts ORDER BY name").Select(row => row.ToAccount()).ToList();

    public static Account? Find(DbConnection connection, string name) =>
        connection.QuerySingleOrDefault<Row>($"SELECT {Columns} FROM accounts WHERE name = @name", new { name })?.ToAccount();

    public static bool Any(DbConnection connection) => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM accounts)");

    /// <returns>Null when the name is taken.</returns>
    public static Account? Create(WriteUnit unit, Caller who, string name, Role role, string passwordHash, SiteScope? scope = null)
    {
        var sites = scope ?? SiteScope.Everywhere;
        var added = unit.Connection.Execute(
            """
            INSERT INTO accounts (name, role, site_ids, password_hash, created_at, password_changed_at)
            VALUES (@name, @role, @sites, @passwordHash, @now, @now) ON CONFLICT DO NOTHING
            """, new { name, role = role.ToText(), sites = sites.ToText(), passwordHash, now = unit.Now });
        if (added == 0) return null;
        AuditLog.Append(unit, who, "account.create", name, $$"""{"role":"{{role.ToText()}}","sites":"{{sites.ToText() ?? "all"}}"}""");
        return Find(unit.Connection, name);
    }

    /// <summary>Sets the role and the sites it holds on; the account's sessions follow at once.</summary>
    public static AccountChange ChangeRole(WriteUnit unit, Caller who, string name, Role role, SiteScope scope)
    {
        if (Find(unit.Connection, name) is not { } account) return AccountChange.NotFound;
        if (OwnsAll(account) && !(role == Role.Owner && scope.All) && IsLastOwner(unit.Connection)) return AccountChange.LastOwner;
        unit.Connection.Execute(
            "UPDATE accounts SET role = @role, site_ids = @sites WHERE name = @name", new { name, role = role.ToText(), sites = scope.ToText() });
        AuditLog.Append(unit, who, "account.role", account.Name,
            $$"""{"from":"{{account.Role.ToText()}}","to":"{{role.ToText()}}","fromSites":"{{account.Scope.ToText() ?? "all"}}","toSites":"{{scope.ToText() ?? "all"}}"}""");
        return AccountChange.Done;
    }

    /// <summary>Says whether the account must have a second factor; its sessions follow at once.</summary>
    public static AccountChange RequireSecondFactor(WriteUnit unit, Caller who, string name, bool required)
    {
        if (Find(unit.Connection, name) is not { } account) return AccountChange.NotFound;
        if (account.SecondFactorRequired == required) return AccountChange.Done;
        unit.Connection.Execute("UPDATE accounts SET second_factor_required_at = @at WHERE name = @name", new { at = required ? unit.Now : (DateTimeOffset?)null, name });
        AuditLog.Append(unit, who, "account.secondFactorRequired", account.Name, required ? """{"required":true}""" : """{"required":false}""");
        return AccountChange.Done;
    }

    /// <summary>Sets the password and ends the account's sessions, except the caller's own.</summary>
    public static AccountChange ChangePassword(WriteUnit unit, Caller who, string name, string passwordHash)
    {
        var changed = unit.Connection.Execute(
            "UPDATE accounts SET password_hash = @passwordHash, password_changed_at = @now WHERE name = @name",
            new { name, passwordHash, now = unit.Now });
        if (changed == 0) return AccountChange.NotFound;
        unit.Connection.Execute(
            "DELETE FROM sessions WHERE account = @name AND (@own IS NULL OR key_hash <> @own)", new { name, own = who.SessionHash });
        AuditLog.Append(unit, who, "account.password", name);
        return AccountChange.Done;
    }

    public static AccountChange Delete(WriteUnit unit, Caller who, string name)
    {
        if (Find(unit.Connection, name) is not { } account) return AccountChange.NotFound;
        if (OwnsAll(account) && IsLastOwner(unit.Connection)) return AccountChange.LastOwner;
        unit.Connection.Execute("DELETE FROM mail_subscriptions WHERE account = @name", new { name });
        unit.Connection.Execute("DELETE FROM accounts WHERE name = @name", new { name });
        AuditLog.Append(unit, who, "account.delete", account.Name);
        return AccountChange.Done;
    }

    private static bool OwnsAll(Account account) => account is { Role: Role.Owner, Scope.All: true };

    private static bool IsLastOwner(DbConnection connection) =>
        connection.ExecuteScalar<int>("SELECT count(*) FROM accounts WHERE role = 'owner' AND site_ids IS NULL") == 1;

    private sealed record Row
    {
        public required string Name { get; init; }
        public required string Role { get; init; }
        public string? SiteIds { get; init; }
        public required string PasswordHash { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset PasswordChangedAt { get; init; }
        public bool SecondFactorRequired { get; init; }
        public DateTimeOffset? SecondFactorSince { get; init; }

        public Account ToAccount() => new(
            Name, Roles.FromText(Role), SiteScope.FromText(SiteIds), PasswordHash, CreatedAt, PasswordChangedAt, SecondFactorRequired, SecondFactorSince);
    }
}

/// <param name="SecondFactorRequired">Whether it must have a second factor.</param>
/// <param name="SecondFactorSince">Since when one is in force; null: none is.</param>
internal sealed record Account(
    string Name, Role Role, SiteScope Scope, string PasswordHash, DateTimeOffset CreatedAt, DateTimeOffset PasswordChangedAt, bool SecondFactorRequired,
    DateTimeOffset? SecondFactorSince)
{
    /// <summary>Another one whenever something of it that others see has changed.</summary>
    public long Version => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Name}\n{Role}\n{Scope.ToText()}\n{CreatedAt:O}\n{PasswordChangedAt:O}\n{SecondFactorRequired}\n{SecondFactorSince:O}")))) & long.MaxValue;
}

internal enum AccountChange
{
    Done,
    NotFound,
    LastOwner,
}
