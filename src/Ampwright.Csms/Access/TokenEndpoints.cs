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
        tokens.MapGet("", async (Database database) =>
                TypedResults.Ok(new Page<TokenView>((await database.ReadAsync(ApiTokens.All)).ConvertAll(TokenView.Of), null)))
            .Needs(Role.Owner).WithName("listTokens").WithSummary("List the API tokens, without their secrets");
        tokens.MapPost("", CreateAsync).Needs(Role.Owner).WithName("createToken").WithSummary("Make an API token")
            .WithDescription("The answer is the only time the token is told.").Fails(409, 422);
        tokens.MapDelete("/{name}", DeleteAsync).Needs(Role.Owner).WithName("deleteToken").WithSummary("Withdraw an API token").Fails(404, 409);
    }

    private static async Task<Created<NewTokenView>> CreateAsync(TokenRequest request, Caller caller, Database database, TimeProvider time)
    {
        var errors = new FieldErrors();
        var name = AccessNames.Check(errors, request.Name);
        var role = AccessNames.CheckRole(errors, request.Role);
        if (request.ExpiresAt <= time.GetUtcNow()) errors.Add("expiresAt", "It lies in the past; give an instant to come, or leave it out.");
        errors.ThrowIfAny();
        if (string.Equals(name, ApiTokens.FromStart, StringComparison.OrdinalIgnoreCase) ||
            await database.WriteAsync(unit => ApiTokens.Create(unit, caller, name, role, request.ExpiresAt)) is not { } made)
        {
            throw Problem.Conflict("name-taken", $"The name '{name}' is taken. Choose another, or withdraw that token first.").AsException();
        }
        return TypedResults.Created($"/api/v1/tokens/{name}", new NewTokenView(name, role.ToText(), made.Token.CreatedAt, request.ExpiresAt, made.Secret));
    }

    private static async Task<NoContent> DeleteAsync(string name, Caller caller, Database database)
    {
        if (string.Equals(name, ApiTokens.FromStart, StringComparison.OrdinalIgnoreCase))
            throw Problem.Conflict("start-option", "This token comes from the program's start. Start it without --api-token to withdraw it.").AsException();
        if (!await database.WriteAsync(unit => ApiTokens.Delete(unit, caller, name)))
            throw Problem.NotFound("token-unknown", $"There is no API token '{name}'. GET /api/v1/tokens lists them.").AsException();
        return TypedResults.NoContent();
    }
}

internal sealed record TokenRequest
{
    [Required, MaxLength(64), Description("What the token is for")]
    public string? Name { get; init; }

    [Required, Description("viewer, support, operator or owner")]
    public string? Role { get; init; }

    [Description("Without it the token holds until it is withdrawn")]
    public DateTimeOffset? ExpiresAt { get; init; }
}

internal sealed record TokenView(string Name, string Role, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt)
{
    public static TokenView Of(ApiToken token) => new(token.Name, token.Role.ToText(), token.CreatedAt, token.CreatedBy, token.ExpiresAt);
}

internal sealed record NewTokenView(
    string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, [property: Description("The token, told only here")] string Token);
