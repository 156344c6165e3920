using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Access;

/// <summary>
/// Judges codes. Only who knows the password comes this far, so wrong codes are counted for the account as a whole: six digits must not be
/// guessed from many addresses. Recovery codes cannot be guessed and work all the same, so that nobody is locked out.
/// </summary>
internal sealed class SecondFactorProof(Database database, SecretBox box, AttemptLimits limits, TimeProvider time)
{
    /// <summary>Asks the second factor of an account that has one.</summary>
    /// <exception cref="ProblemException">401: the code is missing or wrong; 429: too many wrong ones were given.</exception>
    public async Task DemandAsync(Caller account, string? code)
    {
        if (await database.ReadAsync(connection => SecondFactors.Find(connection, account.Name)) is not { SecretSealed: { } secret } factor) return;
        if (string.IsNullOrWhiteSpace(code)) throw Refusal("second-factor", "This account has a second factor: give the code of its authenticator, or a recovery code, as 'code'.");
        if (await TakesAsync(account, factor, secret, code)) return;
        throw Refusal("second-factor-wrong", "The code is wrong or was used before. Give the next one, or a recovery code; an owner can remove the second factor with "
            + "DELETE /api/v1/accounts/NAME/second-factor.");
    }

    /// <returns>The step of a code that proves a secret which is not in force yet; null when it is wrong.</returns>
    public long? Proves(byte[] pendingSealed, string code) => Totp.Match(Open(pendingSealed), Plain(code), time.GetUtcNow(), after: 0);

    private async Task<bool> TakesAsync(Caller account, SecondFactor factor, byte[] secretSealed, string code)
    {
        var plain = Plain(code);
        if (plain.Length != Totp.Digits || !plain.All(char.IsAsciiDigit)) return await database.WriteAsync(unit => SecondFactors.TakeRecoveryCode(unit, account.Name, plain));
        if (limits.Codes.RetryAfter(account.Name) is { } wait) throw Problem.TooManyRequests(wait, "Too many wrong codes were given. A recovery code works all the same.").AsException();
        if (Totp.Match(Open(secretSealed), plain, time.GetUtcNow(), factor.LastStep) is { } step && await database.WriteAsync(unit => SecondFactors.TakeStep(unit, account.Name, step)))
            return true;
        limits.Codes.Count(account.Name);
        await database.WriteAsync(unit => AuditLog.Append(unit, account, "secondFactor.wrongCode", account.Name));
        return false;
    }

    private byte[] Open(byte[] sealedSecret) => box.Open(sealedSecret) ?? throw Problem.Conflict("second-factor-unreadable",
        "The file secrets.key of the data folder is not the one the second factor was sealed with. Use a recovery code, or bring the file back.").AsException();

    private static ProblemException Refusal(string code, string detail)
    {
        var problem = Problem.Unauthorized(detail) with { Code = code };
        return problem.AsException();
    }

    private static string Plain(string code) => string.Concat(code.Where(character => !char.IsWhiteSpace(character)));
}
