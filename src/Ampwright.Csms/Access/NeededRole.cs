using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Ampwright.Csms.Access;

/// <summary>The least role an endpoint asks for; the OpenAPI document and the answer 403 name it.</summary>
internal sealed record NeededRole(Role Role);

internal static class AccessRules
{
    private static string PolicyOf(Role role) => $"role:{role.ToText()}";

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<SecondFactorProof>();
        services.AddSingleton<SignIn>();
        services.AddAuthentication(AccessScheme.Name).AddScheme<AuthenticationSchemeOptions, AccessScheme>(AccessScheme.Name, null);
        var rules = services.AddAuthorizationBuilder();
        foreach (var role in Roles.All)
        {
            rules.AddPolicy(PolicyOf(role), policy => policy.RequireAuthenticatedUser().RequireAssertion(
                context => context.Resource is HttpContext http && Caller.Of(http)?.Role >= role));
        }
        // Whatever says nothing about access, an unknown route included, needs somebody.
        rules.SetFallbackPolicy(new AuthorizationPolicyBuilder(AccessScheme.Name).RequireAuthenticatedUser().Build());
    }

    /// <summary>Every endpoint of the API says whom it serves, with this.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Role role) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(PolicyOf(role)).WithMetadata(new NeededRole(role));
}
