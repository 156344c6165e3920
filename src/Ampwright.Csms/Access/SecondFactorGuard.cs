using Ampwright.Csms.Api;
using Microsoft.AspNetCore.Authorization;

namespace Ampwright.Csms.Access;

/// <summary>Lets an account that must have a second factor and has none do nothing but set one up.</summary>
internal static class SecondFactorGuard
{
    public static void UseSecondFactorGuard(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Caller.Of(context) is { OwesSecondFactor: true } && context.GetEndpoint() is RouteEndpoint route
            && route.Metadata.GetMetadata<IAllowAnonymous>() is null && route.Metadata.GetMetadata<ServedWithoutSecondFactor>() is null)
        {
            throw Problem.Forbidden("second-factor-missing",
                "This account must have a second factor. Set one up first: POST /api/v1/session/second-factor, then /api/v1/session/second-factor/confirm.").AsException();
        }
        return next(context);
    });

    /// <summary>Serves accounts that still have to set up their second factor as well.</summary>
    public static TBuilder ServesWithoutSecondFactor<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ServedWithoutSecondFactor());

    private sealed record ServedWithoutSecondFactor;
}
