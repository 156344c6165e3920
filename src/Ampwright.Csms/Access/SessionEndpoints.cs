using System.ComponentModel;
using Ampwright.Csms.Api;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Access;

/// <summary>Signing in and out of the page. Programs need none of this: they send their API token with each request.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        api.MapPost("/session", OpenAsync).AllowAnonymous().WithName("openSession").WithTags("access")
            .WithSummary("Sign in")
            .WithDescription("Give name and password of an account, and a code where it has a second factor; or an API token. The answer sets the session cookie of the page.")
            .Fails(401, 422, 429);
        api.MapGet("/session", Get).Needs(Role.Viewer).HonoursSites().ServesWithoutSecondFactor().WithName("getSession").WithTags("access").WithSummary("Who am I");
        api.MapDelete("/session", CloseAsync).Needs(Role.Viewer).HonoursSites().ServesWithoutSecondFactor().WithName("closeSession").WithTags("access").WithSummary("Sign out");
    }

    private static async Task<Ok<SessionView>> OpenAsync(SessionRequest request, SignIn signIn, HttpContext context)
    {
        var errors = new FieldErrors();
        var source = AttemptLimits.SourceOf(context);
        if (!SameOrigin.AllowsUnlessProgram(context.Request))
            throw Problem.Forbidden("cross-site", "Signing in must come from this CSMS's own page.").AsException();
        (string Key, Caller Caller) opened;
        if (request.Token is not null)
        {
            if (request.Name is not null || request.Password is not null) errors.Add("token", "Give either a token, or a name and a password.");
            errors.Text("token", request.Token, ApiTokenOption.MaximumLength);
            errors.ThrowIfAny();
            opened = await signIn.WithTokenAsync(source, request.Token);
        }
        else
        {
            var name = errors.Text("name", request.Name, 64);
            var password = errors.Text("password", request.Password, Passwords.MaximumLength);
            errors.ThrowIfAny();
            opened = await signIn.WithPasswordAsync(source, name, password, request.Code, context.RequestAborted);
        }
        context.Response.Cookies.Append(Sessions.Cookie, opened.Key, CookieFor(context));
        return TypedResults.Ok(SessionView.Of(opened.Caller));
    }

    private static Ok<SessionView> Get(Caller caller) => TypedResults.Ok(SessionView.Of(caller));

    private static async Task<NoContent> CloseAsync(Caller caller, Database database, HttpContext context)
    {
        if (caller.SessionHash is not null) await database.WriteAsync(unit => Sessions.Close(unit, caller));
        context.Response.Cookies.Delete(Sessions.Cookie, CookieFor(context));
        return TypedResults.NoContent();
    }

    private static CookieOptions CookieFor(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
        MaxAge = Sessions.Lifetime,
    };
}

internal sealed record SessionRequest
{
    [Description("The account's name, with its password")]
    public string? Name { get; init; }

    public string? Password { get; init; }

    [Description("A code of the account's second factor, or a recovery code; needed where there is one")]
    public string? Code { get; init; }

    [Description("An API token, instead of name and password")]
    public string? Token { get; init; }
}

internal sealed record SessionView(
    [property: Description("The account's or the API token's name")] string Name,
    [property: Description("account or token")] string Kind,
    [property: Description("viewer, support, operator or owner")] string Role,
    [property: Description("The sites on which the role holds; null: all")] IReadOnlyList<long>? Sites,
    [property: Description("True: the account must have a second factor and has none; only session/second-factor serves it until one is set up")] bool SecondFactorMissing)
{
    public static SessionView Of(Caller caller) => new(caller.Name, caller.Kind.ToString().ToLowerInvariant(), caller.Role.ToText(), caller.Scope.Sites, caller.OwesSecondFactor);
}
