using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Access;

/// <summary>An installation without accounts gets its owner, whose password is told once; the start option's token is put in force.</summary>
internal static class FirstStart
{
    public const string OwnerName = "owner";

    /// <returns>The new owner's password where one was made; it is kept nowhere.</returns>
    public static async Task<string?> PrepareAsync(Database database, string? apiToken)
    {
        await database.WriteAsync(unit => ApiTokens.Install(unit, apiToken));
        if (await database.ReadAsync(Accounts.Any)) return null;
        var password = Passwords.Generate();
        var hash = Passwords.Hash(password);
        var made = await database.WriteAsync(unit =>
            !Accounts.Any(unit.Connection) && Accounts.Create(unit, Caller.Program, OwnerName, Role.Owner, hash) is not null);
        return made ? password : null;
    }
}
