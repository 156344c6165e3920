namespace Ampwright.Csms.Page;

/// <summary>The operators' web app (src/web), and the few files that pages made here need. All of it is carried in the program.</summary>
internal static class PageEndpoints
{
    // Each screen of the app has an address, and each address is served the app. Any other stays unknown: a station that was given a wrong
    // address, and a program that was, are to see that.
    private static readonly string[] Screens = ["/", "/stations", "/stations/{station}", "/sessions", "/sessions/{session}", "/reservations", "/drivers", "/drivers/{driver}", "/campaigns", "/campaigns/{campaign}", "/security", "/prices", "/prices/{tariff}", "/energy", "/reports", "/accounts"];

    private const string Marker = ".Page.Assets.";

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        var own = CarriedFile.All(Marker);
        var app = CarriedFile.All("web/");
        var first = app.GetValueOrDefault("index.html") ?? own["without-app.html"];
        foreach (var screen in Screens) Map(routes, screen, _ => first);
        // A bundle of its own, for whoever scans a connector's code.
        Map(routes, "/c/{code}", _ => app.GetValueOrDefault("connector.html") ?? own["without-app.html"]);
        // What they hold is in their names: an update of the program brings others.
        Map(routes, "/assets/{name}", context => app.GetValueOrDefault($"assets/{context.GetRouteValue("name")}"), "public, max-age=31536000, immutable");
        foreach (var (name, file) in own.Where(one => one.Key != "without-app.html")) Map(routes, $"/{name}", _ => file);
        Map(routes, "/favicon.ico", _ => own["icon.svg"]);
    }

    // Without a time they are asked for anew each time, and answered 304 while they are the same: an update of the program shows at once.
    private static void Map(IEndpointRouteBuilder routes, string path, Func<HttpContext, CarriedFile?> find, string kept = "no-cache") =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => find(context) is { } file
            ? file.SendAsync(context, kept)
            : Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound)).AllowAnonymous().ExcludeFromDescription();
}
