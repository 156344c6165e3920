using Ampwright.Csms.Api;
using Ampwright.Csms.ConnectorPages;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Access;

/// <summary>Turns a name and password, or an API token, into a session at the page.</summary>
internal sealed class SignIn(Database database, AttemptLimits limits, SecondFactorProof secondFactor, TimeProvider time) : IDisposable
{
    // A password costs a fifth of a second of a core on purpose; guesses must not take all the cores.
    private readonly SemaphoreSlim _hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <returns>The key for the session cookie, and who it makes of its bearer.</returns>
    /// <exception cref="ProblemException">429: too many attempts; 401: wrong name or password, which of them is not told; or the second factor is missing or wrong.</exception>
    public Task<(string Key, Caller Caller)> WithPasswordAsync(string source, string name, string password, string? code, CancellationToken cancel) =>
        LimitedAsync(source, "Name or password is wrong. An owner can set a new password with PUT /api/v1/accounts/NAME/password.", async () =>
        {
            var account = await database.ReadAsync(connection => Accounts.Find(connection, name));
            if (!await VerifyAsync(source, name, password, account?.PasswordHash, cancel)) return null;
            var caller = new Caller(CallerKind.Account, account!.Name, account.Role, account.Scope, OwesSecondFactor: account is { SecondFactorRequired: true, SecondFactorSince: null });
            await secondFactor.DemandAsync(caller, code);
            return caller;
        });

    /// <exception cref="ProblemException">429: too many attempts; 401: no such token.</exception>
    public Task<(string Key, Caller Caller)> WithTokenAsync(string source, string token) =>
        LimitedAsync(source, "The API token is not known or has expired. Owners make new ones with POST /api/v1/tokens.", async () =>
            await database.ReadAsync(connection => ApiTokens.Find(connection, token, time.GetUtcNow())));

    /// <returns>The key for the cookie of connectors' pages, and the driver.</returns>
    /// <exception cref="ProblemException">429: too many attempts; 401: wrong name or password, which of them is not told.</exception>
    public async Task<(string Key, Driver Driver)> AsDriverAsync(string source, string name, string password, CancellationToken cancel)
    {
        if (limits.DriverSources.RetryAfter(source) is { } wait) throw Problem.TooManyRequests(wait, "Too many sign-ins were tried.").AsException();
        limits.DriverSources.Count(source);
        var present = await database.ReadAsync(connection => DriverSignIns.Find(connection, name));
        if (!await VerifyAsync(source, $"driver:{name}", password, present?.PasswordHash, cancel))
            throw Problem.Unauthorized("Name or password is wrong. The operator can give you a new password.").AsException();
        limits.DriverSources.Forget(source);
        return await database.WriteAsync(unit =>
        {
            // Another password was given, or none any more, while this one was looked at.
            if (DriverSignIns.Find(unit.Connection, name)?.PasswordHash != present!.PasswordHash) throw Problem.Unauthorized("Name or password is wrong. The operator can give you a new password.").AsException();
            return (Visits.OpenForDriver(unit, present.DriverId), DriverList.Find(unit.Connection, present.DriverId)!);
        });
    }

    private async Task<(string Key, Caller Caller)> LimitedAsync(string source, string refusal, Func<Task<Caller?>> find)
    {
        if (limits.SignInSources.RetryAfter(source) is { } wait)
            throw Problem.TooManyRequests(wait, "Too many sign-ins were tried.").AsException();
        limits.SignInSources.Count(source);
        if (await find() is not { } caller) throw Problem.Unauthorized(refusal).AsException();
        limits.SignInSources.Forget(source);
        return (await database.WriteAsync(unit => Sessions.Open(unit, caller)), caller);
    }

    /// <summary>Whether it is the password of an account, or of a driver; takes as long where there is none (null). Wrong ones are counted.</summary>
    /// <exception cref="ProblemException">429: too many wrong ones for this account came from this source.</exception>
    public async Task<bool> VerifyAsync(string source, string name, string password, string? passwordHash, CancellationToken cancel)
    {
        var here = $"{name} {source}";
        if (limits.Passwords.RetryAfter(here) is { } wait) throw Problem.TooManyRequests(wait, "Too many wrong passwords were given.").AsException();
        if (limits.PasswordsFromAnywhere.RetryAfter(name) is not null) await Task.Delay(AttemptLimits.Slowness, time, cancel);
        if (await MatchesAsync(password, passwordHash, cancel)) return true;
        limits.Passwords.Count(here);
        limits.PasswordsFromAnywhere.Count(name);
        return false;
    }

    private async Task<bool> MatchesAsync(string password, string? passwordHash, CancellationToken cancel)
    {
        await _hashing.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Passwords.Verify(password, passwordHash), cancel);
        }
        finally
        {
            _hashing.Release();
        }
    }

    public void Dispose() => _hashing.Dispose();
}
