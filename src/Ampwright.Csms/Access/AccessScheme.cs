using System.Text.Encodings.Web;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ampwright.Csms.Access;

/// <summary>
/// Finds out who asks: <code>
///  1 Authorization: Bearer TOKEN   → the token's row, or refused (a wrong token is never saved by a good cookie)
///  2 session cookie                → its account; a request that changes something must come from the page's own origin
///  3 neither                       → nobody
/// </code>
/// </summary>
internal sealed class AccessScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Database database, TimeProvider time, AttemptLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "ampwright";

    private Problem? _refusal;

    /// <returns>The token of the header Authorization; null when it is of another scheme.</returns>
    public static string? TokenOf(string header)
    {
        const string scheme = "Bearer ";
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Whoever asks for health is told it, with a token or without, and also while the store that knows tokens stands still.
        if (Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return AuthenticateResult.NoResult();

        // 1
        var header = Request.Headers.Authorization.ToString();
        if (header.Length > 0) return await WithTokenAsync(header);

        // 2
        if (Request.Cookies[Sessions.Cookie] is { Length: > 0 } key)
        {
            if (await database.ReadAsync(connection => Sessions.Find(connection, key, time.GetUtcNow())) is not { } caller)
                return Refuse(Problem.Unauthorized("The session has ended. Sign in again."));
            if (!SameOrigin.Allows(Request))
                return Refuse(Problem.Forbidden("cross-site", "A request that changes something by session must come from this CSMS's own page. Programs use an API token instead."));
            return Success(caller);
        }

        // 3
        return AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_refusal is null or { Status: StatusCodes.Status401Unauthorized }) Response.Headers.WWWAuthenticate = "Bearer realm=\"ampwright\"";
        return ProblemAnswer.WriteAsync(Context, _refusal ?? Problem.Unauthorized(
            "Send an API token as 'Authorization: Bearer TOKEN', or sign in at the page. Owners make tokens with POST /api/v1/tokens."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var has = Caller.Of(Context)!.Role;
        var needs = Context.GetEndpoint()?.Metadata.GetMetadata<NeededRole>()?.Role ?? Role.Viewer;
        return ProblemAnswer.WriteAsync(Context, Problem.Forbidden(
            "role", $"This needs the role {needs.ToText()}; you have {has.ToText()}. Ask an owner to do it or to give you the role."));
    }

    private async Task<AuthenticateResult> WithTokenAsync(string header)
    {
        if (TokenOf(header) is not { } token)
            return Refuse(Problem.Unauthorized("Only the scheme Bearer is understood: send 'Authorization: Bearer TOKEN'."));
        var source = AttemptLimits.SourceOf(Context);
        if (limits.Tokens.RetryAfter(source) is { } wait)
            return Refuse(Problem.TooManyRequests(wait, "Too many wrong API tokens came from your address."));
        if (await database.ReadAsync(connection => ApiTokens.Find(connection, token, time.GetUtcNow())) is { } caller) return Success(caller);
        limits.Tokens.Count(source);
        return Refuse(Problem.Unauthorized("The API token is not known or has expired. Owners see the tokens at GET /api/v1/tokens and make new ones there."));
    }

    private AuthenticateResult Refuse(Problem problem)
    {
        _refusal = problem;
        return AuthenticateResult.Fail(problem.Title);
    }

    private static AuthenticateResult Success(Caller caller) => AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), Name));
}
