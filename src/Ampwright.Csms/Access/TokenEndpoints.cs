using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Access;

/// <summary>API tokens of programs.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("access");
        tokens.MapGet("", async (Caller caller, Database database) => TypedResults.Ok(new Page<TokenView>(
                (await database.ReadAsync(ApiTokens.All)).Where(token => caller.Scope.Covers(token.Scope)).Select(TokenView.Of).ToList(), null)))
            .Needs(Role.Owner).HonoursSites().WithName("listTokens").WithSummary("List the API tokens, without their secrets");
        tokens.MapPost("", CreateAsync).Needs(Role.Owner).HonoursSites().WithName("createToken").WithSummary("Make an API token")
            .WithDescription("The answer is the only time the token is told.").Fails(409, 422);
        tokens.MapDelete("/{name}", DeleteAsync).Needs(Role.Owner).HonoursSites().WithName("deleteToken").WithSummary("Withdraw an API token").Fails(404, 409);
    }

    private static async Task<Created<NewTokenView>> CreateAsync(TokenRequest request, Caller caller, Database database, TimeProvider time)
    {
        var errors = new FieldErrors();
        var name = AccessNames.Check(errors, request.Name);
        var role = AccessNames.CheckRoleOfToken(errors, request.Role);
        var scope = await GrantedSites.CheckAsync(errors, request.Sites, caller, database);
        if (request.ExpiresAt <= time.GetUtcNow()) errors.Add("expiresAt", "It lies in the past; give an instant to come, or leave it out.");
        errors.ThrowIfAny();
        if (string.Equals(name, ApiTokens.FromStart, StringComparison.OrdinalIgnoreCase) ||
            await database.WriteAsync(unit => ApiTokens.Create(unit, caller, name, role, request.ExpiresAt, scope)) is not { } made)
        {
            throw Problem.Conflict("name-taken", $"The name '{name}' is taken. Choose another, or withdraw that token first.").AsException();
        }
        return TypedResults.Created($"/api/v1/tokens/{name}", new NewTokenView(name, role.ToText(), scope.Sites, made.Token.CreatedAt, request.ExpiresAt, made.Secret));
    }

    private static async Task<NoContent> DeleteAsync(string name, Caller caller, Database database)
    {
        if (await database.ReadAsync(connection => ApiTokens.Find(connection, name)) is not { } token || !caller.Scope.Covers(token.Scope)) throw Unknown(name);
        if (string.Equals(name, ApiTokens.FromStart, StringComparison.OrdinalIgnoreCase))
            throw Problem.Conflict("start-option", "This token comes from the program's start. Start it without --api-token to withdraw it.").AsException();
        if (!await database.WriteAsync(unit => ApiTokens.Delete(unit, caller, name))) throw Unknown(name);
        return TypedResults.NoContent();
    }

    private static ProblemException Unknown(string name) =>
        Problem.NotFound("token-unknown", $"There is no API token '{name}'. GET /api/v1/tokens lists them.").AsException();
}

internal sealed record TokenRequest
{
    [Required, MaxLength(64), Description("What the token is for")]
    public string? Name { get; init; }

    [Required, Description("viewer, support, operator or owner; or meter: it may tell what a building draws, and nothing else")]
    public string? Role { get; init; }

    [Description("Numbers of the sites on which the role holds; all sites when absent")]
    public IReadOnlyList<long>? Sites { get; init; }

    [Description("Without it the token holds until it is withdrawn")]
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed record TokenView(
    string Name, string Role, [property: Description("The sites on which the role holds; null: all")] IReadOnlyList<long>? Sites, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt)
{
    public static TokenView Of(ApiToken token) => new(token.Name, token.Role.ToText(), token.Scope.Sites, token.CreatedAt, token.CreatedBy, token.ExpiresAt);
}

internal sealed record NewTokenView(
    string Name, string Role, IReadOnlyList<long>? Sites, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, [property: Description("The token, told only here")] string Token);
