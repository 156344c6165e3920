using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Access;

/// <summary>
/// An account's own second factor: <code>
///   begin (password, and a code where one is in force) ─► the secret, told once ─► confirm (a code of it) ─► in force, recovery codes told once
/// </code>
/// </summary>
internal static class SecondFactorEndpoints
{
    public static void MapSecondFactor(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/session/second-factor").WithTags("access");
        own.MapGet("", GetAsync).Needs(Role.Viewer).HonoursSites().ServesWithoutSecondFactor().WithName("getSecondFactor").WithSummary("Whether my account has a second factor").Fails(409);
        own.MapPost("", BeginAsync).Needs(Role.Viewer).HonoursSites().ServesWithoutSecondFactor().WithName("beginSecondFactor").WithSummary("Get a new secret for my authenticator")
            .WithDescription("The answer is the only time it is told. It is in force once a code of it was given; until then all stays as it was.").Fails(401, 409, 422, 429);
        own.MapPost("/confirm", ConfirmAsync).Needs(Role.Viewer).HonoursSites().ServesWithoutSecondFactor().WithName("confirmSecondFactor")
            .WithSummary("Put the new secret in force by giving a code of it").WithDescription("The answer is the only time the recovery codes are told. The account's other sessions end.").Fails(409, 422);
        own.MapPost("/remove", RemoveAsync).Needs(Role.Viewer).HonoursSites().WithName("removeSecondFactor").WithSummary("Do without a second factor").Fails(401, 409, 422, 429);
        api.MapDelete("/accounts/{name}/second-factor", RemoveOfAsync).Needs(Role.Owner).HonoursSites().WithTags("access").WithName("removeSecondFactorOf")
            .WithSummary("Remove the second factor of somebody who has lost it").Fails(403, 404);
    }

    private static async Task<Ok<SecondFactorView>> GetAsync(Caller caller, Database database)
    {
        var account = await OwnAsync(caller, database);
        var factor = await database.ReadAsync(connection => SecondFactors.Find(connection, account.Name));
        return TypedResults.Ok(new SecondFactorView(account.SecondFactorRequired, factor?.ConfirmedAt, factor?.CodesLeft ?? 0));
    }

    private static async Task<Ok<NewSecondFactorView>> BeginAsync(
        SecondFactorRequest request, Caller caller, Database database, SignIn signIn, SecondFactorProof proof, SecretBox box, HttpContext context, CancellationToken cancel)
    {
        var account = await OwnAsync(caller, database);
        await CheckPasswordAsync(request.CurrentPassword, account, signIn, context, cancel);
        await proof.DemandAsync(caller, request.Code);
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        var pending = box.Seal(secret);
        await database.WriteAsync(unit => SecondFactors.Begin(unit, caller, pending));
        return TypedResults.Ok(new NewSecondFactorView(Totp.ToText(secret), Totp.ToUri(account.Name, secret)));
    }

    private static async Task<Ok<RecoveryCodesView>> ConfirmAsync(SecondFactorCodeRequest request, Caller caller, Database database, SecondFactorProof proof)
    {
        await OwnAsync(caller, database);
        if ((await database.ReadAsync(connection => SecondFactors.Find(connection, caller.Name)))?.PendingSealed is not { } pending)
            throw Problem.Conflict("second-factor-not-begun", "There is nothing to confirm. Begin with POST /api/v1/session/second-factor.").AsException();
        var errors = new FieldErrors();
        var code = errors.Text("code", request.Code, 32);
        errors.ThrowIfAny();
        if (proof.Proves(pending, code) is not { } step)
        {
            errors.Add("code", "It is not a code of the new secret. Look whether the clocks of the authenticator and of this server are right, and give the next one.");
            errors.ThrowIfAny();
            throw new InvalidOperationException("A wrong code was not refused.");
        }
        return TypedResults.Ok(new RecoveryCodesView(await database.WriteAsync(unit => SecondFactors.Confirm(unit, caller, step))));
    }

    private static async Task<NoContent> RemoveAsync(
        SecondFactorRequest request, Caller caller, Database database, SignIn signIn, SecondFactorProof proof, HttpContext context, CancellationToken cancel)
    {
        var account = await OwnAsync(caller, database);
        if (account.SecondFactorRequired)
            throw Problem.Conflict("second-factor-required", "This account must have a second factor. Get a new one with POST /api/v1/session/second-factor, or ask an owner.").AsException();
        await CheckPasswordAsync(request.CurrentPassword, account, signIn, context, cancel);
        await proof.DemandAsync(caller, request.Code);
        await database.WriteAsync(unit => SecondFactors.Remove(unit, caller, account.Name));
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> RemoveOfAsync(string name, Caller caller, Database database)
    {
        if (await database.ReadAsync(connection => Accounts.Find(connection, name)) is not { } account || !caller.Scope.Covers(account.Scope))
            throw Problem.NotFound("account-unknown", $"There is no account '{name}'. GET /api/v1/accounts lists them.").AsException();
        // Whoever sits at an owner's open page must not do away with it.
        if (caller.Kind == CallerKind.Account && string.Equals(caller.Name, account.Name, StringComparison.OrdinalIgnoreCase))
            throw Problem.Forbidden("own-second-factor", "Your own is removed with POST /api/v1/session/second-factor/remove, your password and a code.").AsException();
        if (!await database.WriteAsync(unit => SecondFactors.Remove(unit, caller, account.Name)))
            throw Problem.NotFound("second-factor-unknown", $"The account '{account.Name}' has no second factor.").AsException();
        return TypedResults.NoContent();
    }

    private static async Task<Account> OwnAsync(Caller caller, Database database) =>
        caller.Kind == CallerKind.Account && await database.ReadAsync(connection => Accounts.Find(connection, caller.Name)) is { } account
            ? account
            : throw Problem.Conflict("no-account", "Only accounts have a second factor, API tokens have none. Sign in with an account's name and password.").AsException();

    private static async Task CheckPasswordAsync(string? password, Account account, SignIn signIn, HttpContext context, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Text("currentPassword", password, Passwords.MaximumLength);
        errors.ThrowIfAny();
        if (await signIn.VerifyAsync(AttemptLimits.SourceOf(context), account.Name, password!, account.PasswordHash, cancel)) return;
        errors.Add("currentPassword", "It is not the account's current password.");
        errors.ThrowIfAny();
    }
}

internal sealed record SecondFactorRequest
{
    [Required, Description("The account's current password")]
    public string? CurrentPassword { get; init; }

    [Description("A code of the second factor that is in force, or a recovery code; needed where there is one")]
    public string? Code { get; init; }
}

internal sealed record SecondFactorCodeRequest
{
    [Required, Description("What the authenticator shows for the new secret")]
    public string? Code { get; init; }
}

internal sealed record SecondFactorView(
    [property: Description("Whether an owner asks it of this account")] bool Required,
    [property: Description("Since when one is in force; null: none is")] DateTimeOffset? Since,
    [property: Description("Recovery codes that were not used")] int RecoveryCodesLeft);

internal sealed record NewSecondFactorView(
    [property: Description("The secret in base32, told only here")] string Secret,
    [property: Description("The same for an authenticator, to be shown as a QR code")] string Uri);

internal sealed record RecoveryCodesView(
    [property: Description("Each takes the place of one code, once; told only here")] IReadOnlyList<string> RecoveryCodes);
