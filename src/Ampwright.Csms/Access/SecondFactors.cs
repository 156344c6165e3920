using System.Data.Common;
using System.Security.Cryptography;
using Ampwright.Csms.Storage;
using Dapper;

namespace Ampwright.Csms.Access;

/// <summary>The second factors in the store.</summary>
internal static class SecondFactors
{
    public const int RecoveryCodes = 10;

    // 16 of 32 characters: 80 bits. Without 0/O, 1/I.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static SecondFactor? Find(DbConnection connection, string account) => connection.QuerySingleOrDefault<SecondFactor>("""
        SELECT account, secret_sealed, confirmed_at, pending_sealed, last_step,
               (SELECT count(*) FROM recovery_codes c WHERE c.account = second_factors.account AND c.used_at IS NULL) AS codes_left
        FROM second_factors WHERE account = @account
        """, new { account });

    /// <summary>A new secret waits to be proven; the present one stays in force until then.</summary>
    public static void Begin(WriteUnit unit, Caller who, byte[] pendingSealed)
    {
        unit.Connection.Execute("""
            INSERT INTO second_factors (account, pending_sealed, last_step) VALUES (@Name, @pendingSealed, 0)
            ON CONFLICT (account) DO UPDATE SET pending_sealed = excluded.pending_sealed
            """, new { who.Name, pendingSealed });
        AuditLog.Append(unit, who, "secondFactor.begin", who.Name);
    }

    /// <summary>Puts the new secret in force, with new recovery codes, and ends the account's other sessions.</summary>
    /// <returns>The recovery codes, which are kept nowhere.</returns>
    public static IReadOnlyList<string> Confirm(WriteUnit unit, Caller who, long step)
    {
        unit.Connection.Execute("""
            UPDATE second_factors SET secret_sealed = pending_sealed, pending_sealed = NULL, confirmed_at = @Now, last_step = @step WHERE account = @Name
            """, new { unit.Now, step, who.Name });
        unit.Connection.Execute("DELETE FROM recovery_codes WHERE account = @Name", new { who.Name });
        var codes = new List<string>();
        for (var made = 0; made < RecoveryCodes; made++)
        {
            var code = RandomNumberGenerator.GetString(Alphabet, 16);
            unit.Connection.Execute("INSERT INTO recovery_codes (account, code_hash) VALUES (@Name, @hash)", new { who.Name, hash = Secret.HashOf(code) });
            codes.Add(string.Join('-', code.Chunk(4).Select(part => new string(part))));
        }
        unit.Connection.Execute("DELETE FROM sessions WHERE account = @Name AND key_hash <> @own", new { who.Name, own = who.SessionHash ?? "" });
        AuditLog.Append(unit, who, "secondFactor.confirm", who.Name);
        return codes;
    }

    /// <returns>Whether no code of this step or a later one was taken before.</returns>
    public static bool TakeStep(WriteUnit unit, string account, long step) => unit.Connection.Execute(
        "UPDATE second_factors SET last_step = @step WHERE account = @account AND last_step < @step", new { account, step }) > 0;

    /// <returns>Whether it is one of the account's recovery codes and was not used before.</returns>
    public static bool TakeRecoveryCode(WriteUnit unit, string account, string code)
    {
        var plain = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return unit.Connection.Execute("UPDATE recovery_codes SET used_at = @Now WHERE account = @account AND code_hash = @hash AND used_at IS NULL",
            new { unit.Now, account, hash = Secret.HashOf(plain) }) > 0;
    }

    /// <returns>Whether there was one.</returns>
    public static bool Remove(WriteUnit unit, Caller who, string account)
    {
        unit.Connection.Execute("DELETE FROM recovery_codes WHERE account = @account", new { account });
        if (unit.Connection.Execute("DELETE FROM second_factors WHERE account = @account", new { account }) == 0) return false;
        AuditLog.Append(unit, who, "secondFactor.remove", account);
        return true;
    }
}
