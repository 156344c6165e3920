using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Access;

/// <summary>People who sign in.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("access");
        accounts.MapGet("", async (Caller caller, Database database) => TypedResults.Ok(new Page<AccountView>(
                (await database.ReadAsync(Accounts.All)).Where(account => caller.Scope.Covers(account.Scope)).Select(AccountView.Of).ToList(), null)))
            .Needs(Role.Owner).HonoursSites().WithName("listAccounts").WithSummary("List the accounts");
        accounts.MapGet("/{name}", GetAsync).Needs(Role.Owner).HonoursSites().WithName("getAccount").WithSummary("Read one account").Fails(404);
        accounts.MapPost("", CreateAsync).Needs(Role.Owner).HonoursSites().WithName("createAccount").WithSummary("Add an account")
            .WithDescription("Without a password one is generated; the answer is the only time it is told.").Fails(409, 422);
        accounts.MapPatch("/{name}", ChangeAsync).Needs(Role.Owner).HonoursSites().WithName("changeAccount").WithSummary("Change an account's role, the sites it holds on, or whether it must have a second factor").Fails(404, 409, 412, 422);
        accounts.MapPut("/{name}/password", ChangePasswordAsync).Needs(Role.Viewer).HonoursSites().ServesWithoutSecondFactor().WithName("changePassword").WithSummary("Set an account's password")
            .WithDescription("Owners set anybody's; others their own and give the current one with it. The account's other sessions end.").Fails(403, 404, 422, 429);
        accounts.MapDelete("/{name}", DeleteAsync).Needs(Role.Owner).HonoursSites().WithName("deleteAccount").WithSummary("Remove an account and end its sessions").Fails(404, 409);
    }

    private static async Task<Created<NewAccountView>> CreateAsync(AccountRequest request, Caller caller, Database database)
    {
        var errors = new FieldErrors();
        var name = AccessNames.Check(errors, request.Name);
        var role = AccessNames.CheckRole(errors, request.Role);
        var scope = await GrantedSites.CheckAsync(errors, request.Sites, caller, database);
        var password = request.Password is null ? Passwords.Generate() : errors.Text("password", request.Password, Passwords.MaximumLength, Passwords.MinimumLength);
        errors.ThrowIfAny();
        var hash = await Task.Run(() => Passwords.Hash(password));
        var account = await database.WriteAsync(unit => Accounts.Create(unit, caller, name, role, hash, scope))
            ?? throw Problem.Conflict("name-taken", $"There is already an account '{name}'. Choose another name, or change that account.").AsException();
        return TypedResults.Created($"/api/v1/accounts/{name}", new NewAccountView(account.Name, role.ToText(), scope.Sites, account.CreatedAt, request.Password is null ? password : null));
    }

    private static async Task<Ok<AccountView>> GetAsync(string name, Caller caller, Database database, HttpContext context)
    {
        var account = await SeenAsync(name, caller, database);
        EntityVersion.Tell(context, account.Version);
        return TypedResults.Ok(AccountView.Of(account));
    }

    private static async Task<Ok<AccountView>> ChangeAsync(string name, RoleRequest request, Caller caller, Database database, HttpContext context)
    {
        var present = await SeenAsync(name, caller, database);
        var errors = new FieldErrors();
        var role = request.Role is null ? present.Role : AccessNames.CheckRole(errors, request.Role);
        if (request is { Sites: not null, AllSites: true }) errors.Add("allSites", "Name the sites, or say that it is all of them; not both.");
        var scope = request.Sites is null && request.AllSites != true
            ? present.Scope
            : await GrantedSites.CheckAsync(errors, request.Sites, caller, database);
        errors.ThrowIfAny();
        var expected = EntityVersion.Expected(context);
        Require(name, await database.WriteAsync(unit =>
        {
            if (expected is { } version && Accounts.Find(unit.Connection, name) is { } now && now.Version != version)
                throw EntityVersion.ChangedMeanwhile($"/api/v1/accounts/{Uri.EscapeDataString(now.Name)}");
            var outcome = request.Role is null && request.Sites is null && request.AllSites != true ? AccountChange.Done : Accounts.ChangeRole(unit, caller, name, role, scope);
            return outcome == AccountChange.Done && request.SecondFactorRequired is { } required ? Accounts.RequireSecondFactor(unit, caller, name, required) : outcome;
        }));
        var changed = await SeenAsync(name, caller, database);
        EntityVersion.Tell(context, changed.Version);
        return TypedResults.Ok(AccountView.Of(changed));
    }

    private static async Task<NoContent> ChangePasswordAsync(
        string name, PasswordRequest request, Caller caller, Database database, SignIn signIn, HttpContext context, CancellationToken cancel)
    {
        var own = caller.Kind == CallerKind.Account && string.Equals(caller.Name, name, StringComparison.OrdinalIgnoreCase);
        if (!own && caller.Role < Role.Owner)
            throw Problem.Forbidden("role", "Only owners set the passwords of others. Ask an owner.").AsException();
        var errors = new FieldErrors();
        var password = errors.Text("password", request.Password, Passwords.MaximumLength, Passwords.MinimumLength);
        if (!own) await SeenAsync(name, caller, database);
        if (own) errors.Text("currentPassword", request.CurrentPassword, Passwords.MaximumLength);
        errors.ThrowIfAny();
        if (own)
        {
            var account = await database.ReadAsync(connection => Accounts.Find(connection, name));
            if (!await signIn.VerifyAsync(AttemptLimits.SourceOf(context), name, request.CurrentPassword!, account?.PasswordHash, cancel))
            {
                errors.Add("currentPassword", "It is not the account's current password.");
                errors.ThrowIfAny();
            }
        }
        var hash = await Task.Run(() => Passwords.Hash(password), cancel);
        Require(name, await database.WriteAsync(unit => Accounts.ChangePassword(unit, caller, name, hash)));
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(string name, Caller caller, Database database)
    {
        await SeenAsync(name, caller, database);
        Require(name, await database.WriteAsync(unit => Accounts.Delete(unit, caller, name)));
        return TypedResults.NoContent();
    }

    /// <summary>An account that holds on other sites than the caller's is answered like one that is not there.</summary>
    private static async Task<Account> SeenAsync(string name, Caller caller, Database database) =>
        await database.ReadAsync(connection => Accounts.Find(connection, name)) is { } account && caller.Scope.Covers(account.Scope) ? account : throw Unknown(name);

    private static ProblemException Unknown(string name) =>
        Problem.NotFound("account-unknown", $"There is no account '{name}'. GET /api/v1/accounts lists them.").AsException();

    private static void Require(string name, AccountChange outcome)
    {
        if (outcome == AccountChange.NotFound) throw Unknown(name);
        if (outcome == AccountChange.LastOwner)
            throw Problem.Conflict("last-owner", $"'{name}' is the last owner. Make another account an owner first.").AsException();
    }
}

internal static class AccessNames
{
    private static readonly Dictionary<string, Role> ByText = Roles.All.ToDictionary(role => role.ToText());
    private static readonly Dictionary<string, Role> OfTokens = new[] { Role.Meter }.Concat(Roles.All).ToDictionary(role => role.ToText());

    public static string Check(FieldErrors errors, string? name)
    {
        var text = errors.Text("name", name, 64);
        if (text.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_' or '@')))
            errors.Add("name", "Use letters, digits and . - _ @ only.");
        return text;
    }

    public static Role CheckRole(FieldErrors errors, string? role) => errors.OneOf("role", role, ByText);

    public static Role CheckRoleOfToken(FieldErrors errors, string? role) => errors.OneOf("role", role, OfTokens);
}

internal sealed record AccountRequest
{
    [Required, MaxLength(64)]
    public string? Name { get; init; }

    [Required, Description("viewer, support, operator or owner")]
    public string? Role { get; init; }

    [Description("Numbers of the sites on which the role holds; all sites when absent")]
    public IReadOnlyList<long>? Sites { get; init; }

    [MinLength(Passwords.MinimumLength), MaxLength(Passwords.MaximumLength), Description("Generated when absent")]
    public string? Password { get; init; }
}

internal sealed record RoleRequest
{
    [Description("viewer, support, operator or owner")]
    public string? Role { get; init; }

    [Description("Numbers of the sites on which the role holds from now on")]
    public IReadOnlyList<long>? Sites { get; init; }

    [Description("True: the role holds on all sites from now on")]
    public bool? AllSites { get; init; }

    [Description("True: without a second factor the account can do nothing but set one up")]
    public bool? SecondFactorRequired { get; init; }
}

internal sealed record PasswordRequest
{
    [Required, MinLength(Passwords.MinimumLength), MaxLength(Passwords.MaximumLength)]
    public string? Password { get; init; }

    [Description("Needed when an account changes its own")]
    public string? CurrentPassword { get; init; }
}

internal sealed record AccountView(
    string Name, string Role, [property: Description("The sites on which the role holds; null: all")] IReadOnlyList<long>? Sites, DateTimeOffset CreatedAt, DateTimeOffset PasswordChangedAt,
    bool SecondFactorRequired, [property: Description("Since when a second factor is in force; null: none is")] DateTimeOffset? SecondFactorSince)
{
    public static AccountView Of(Account account) => new(account.Name, account.Role.ToText(), account.Scope.Sites, account.CreatedAt, account.PasswordChangedAt, account.SecondFactorRequired, account.SecondFactorSince);
}

internal sealed record NewAccountView(
    string Name, string Role, IReadOnlyList<long>? Sites, DateTimeOffset CreatedAt, [property: Description("The generated password, told only here")] string? Password);
