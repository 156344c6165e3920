using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

// In the product's root, so that it goes before the framework's methods of the same names.
namespace Ampwright.Csms;

/// <summary>
/// The routes of the API. The framework compiles what reads a request for every route when the program starts, half a second of it; here a route
/// is compiled when it is first asked for. What describes the route (names, bodies, answers) is there from the start.
/// </summary>
internal static class LazyRoutes
{
    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapLazily(HttpMethods.Get, pattern, handler);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapLazily(HttpMethods.Post, pattern, handler);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapLazily(HttpMethods.Put, pattern, handler);

    public static RouteHandlerBuilder MapPatch(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapLazily(HttpMethods.Patch, pattern, handler);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, [StringSyntax("Route")] string pattern, Delegate handler) =>
        routes.MapLazily(HttpMethods.Delete, pattern, handler);

    private static RouteHandlerBuilder MapLazily(this IEndpointRouteBuilder routes, string method, string pattern, Delegate handler)
    {
        var options = new RequestDelegateFactoryOptions
        {
            ServiceProvider = routes.ServiceProvider,
            ThrowOnBadRequest = routes.ServiceProvider.GetRequiredService<IOptions<RouteHandlerOptions>>().Value.ThrowOnBadRequest,
            DisableInferBodyFromParameters = method == HttpMethods.Get || method == HttpMethods.Delete,
        };
        var inferred = RequestDelegateFactory.InferMetadata(handler.Method, options);
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, inferred).RequestDelegate);
        var route = routes.MapMethods(pattern, [method], context => compiled.Value(context));
        route.WithMetadata([handler.Method, .. handler.Method.GetCustomAttributes(inherit: false), .. inferred.EndpointMetadata]);
        return new RouteHandlerBuilder([route]);
    }
}
