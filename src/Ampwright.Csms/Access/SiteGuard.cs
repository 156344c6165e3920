using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Authorization;

namespace Ampwright.Csms.Access;

/// <summary>
/// Holds callers to their sites, before any endpoint sees the request. For who has a role on some sites only:
/// <code>
///   the route names a station by {identity}  ─► it stands at one of his sites, else it is answered like an unknown one
///   the route says HonoursSites              ─► its endpoint filters
///   any other route                          ─► 403: it concerns the whole installation
/// </code>
/// A route that is added without a word about sites is therefore closed to them.
/// </summary>
internal static class SiteGuard
{
    public static void UseSiteGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (Caller.Of(context) is { Scope.All: false } caller && context.GetEndpoint() is RouteEndpoint route) await CheckAsync(context, route, caller);
        await next(context);
    });

    /// <summary>The endpoint itself shows and changes only what belongs to the caller's sites.</summary>
    public static TBuilder HonoursSites<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new HonouredSites());

    private static async ValueTask CheckAsync(HttpContext context, RouteEndpoint route, Caller caller)
    {
        if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetMetadata<HonouredSites>() is not null) return;
        if (context.GetRouteValue("identity") is not string identity)
            throw Problem.Forbidden("sites", "This concerns the whole installation; your role holds on some sites only. Ask somebody whose role holds on all sites.").AsException();
        var database = context.RequestServices.GetRequiredService<Database>();
        var site = await database.ReadAsync(connection => StationRegistry.SiteOf(connection, identity));
        if (site is null || !caller.Scope.Covers(site.Value)) throw StationEndpoints.Unknown(identity);
    }
}

/// <summary>Marks a route whose endpoint filters by the caller's sites itself.</summary>
internal sealed record HonouredSites;
