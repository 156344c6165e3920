using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Ampwright.Csms.Access;

/// <summary>The least role an endpoint asks for; the OpenAPI document and the answer 403 name it.</summary>
/// <param name="Role">The role.</param>
/// <param name="OrMeter">A meter's token may use it as well.</param>
internal sealed record NeededRole(Role Role, bool OrMeter = false);

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
                context => context.Resource is HttpContext http && Caller.Of(http)?.Role is { } has
                    && (has >= role || (has == Role.Meter && http.GetEndpoint()?.Metadata.GetMetadata<NeededRole>()?.OrMeter == true))));
        }
        // Whatever says nothing about access, an unknown route included, needs somebody.
        rules.SetFallbackPolicy(new AuthorizationPolicyBuilder(AccessScheme.Name).RequireAuthenticatedUser()
            .RequireAssertion(context => context.Resource is HttpContext http && Caller.Of(http)?.Role >= Role.Viewer).Build());
    }

    /// <summary>Every endpoint of the API says whom it serves, with this.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Role role, bool orMeter = false) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(PolicyOf(role)).WithMetadata(new NeededRole(role, orMeter));
}
