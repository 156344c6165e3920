using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Ampwright.Csms.Tests.Access;

/// <summary>Who may do what, asked of every route there is: a new one is tested without a line being written.</summary>
public sealed class RouteAccessTests
{
    // Whoever adds a line here opens an address to everybody who reaches the port.
    private static readonly string[] OpenToAll =
    [
        "/", "/favicon.ico", "/api/v1/session", "/api/v1/payment-notices/{provider}", "/api/v1/guest-starts", "/api/v1/connector-pages/{code}/", "/api/v1/connector-pages/{code}/visit", "/api/v1/connector-pages/{code}/visit",
        "/api/v1/connector-pages/{code}/start", "/api/v1/connector-pages/{code}/stop",
        "/api/v1/connector-pages/{code}/receipt", "/c/{code}", "/health/live", "/health/ready", "/open-data/v1/locations",
        "/stations", "/stations/{station}", "/sessions", "/sessions/{session}", "/reservations", "/energy", "/reports", "/drivers", "/drivers/{driver}", "/prices", "/prices/{tariff}", "/campaigns", "/campaigns/{campaign}", "/security", "/accounts", "/assets/{name}", "/icon.svg", "/receipt.css", "/guest.css", "/guest.html", "/guest.js",
    ];

    [Fact]
    public async Task Only_the_web_app_signing_in_and_health_are_open_to_all()
    {
        await using var csms = await ServedCsms.StartAsync();

        var open = csms.Routes.Where(IsOpen).Select(route => $"/{route.RoutePattern.RawText!.TrimStart('/')}");

        Assert.Equal(OpenToAll.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
        Assert.All(csms.Routes.Where(route => !IsOpen(route)), route => Assert.True(NeedOf(route) is not null, $"{route} says nothing of the role it needs"));
    }

    [Fact]
    public async Task Every_other_route_answers_401_with_a_problem_to_whoever_shows_no_token()
    {
        await using var csms = await ServedCsms.StartAsync();
        var asked = 0;
        foreach (var route in csms.Routes.Where(route => !IsOpen(route)))
        {
            foreach (var (method, path, body) in Requests(route))
            {
                var answer = await csms.SendAsync(method, path, body, token: "");
                Assert.True(answer.Code == 401, $"{method} {path}: {answer.Code}");
                answer.Problem(401);
                Assert.StartsWith("Bearer", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
                asked++;
            }
        }
        Assert.True(asked > 30, $"Only {asked} routes were found.");
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("support")]
    [InlineData("operator")]
    [InlineData("owner")]
    public async Task Every_route_serves_exactly_the_roles_it_names(string name)
    {
        await using var csms = await ServedCsms.StartAsync();
        var role = Roles.FromText(name);
        var token = await csms.TokenAsync(role);
        foreach (var route in csms.Routes.Where(route => !IsOpen(route)))
        {
            var needed = NeedOf(route)!.Role;
            foreach (var (method, path, body) in Requests(route))
            {
                var answer = await csms.SendAsync(method, path, body, token);
                if (role < needed)
                {
                    Assert.True(answer.Code == 403, $"{method} {path} as {name}: {answer.Code} {answer.Text}");
                    Assert.Contains(needed.ToText(), answer.Problem(403).GetProperty("detail").GetString(), StringComparison.Ordinal);
                }
                // Of somebody else's password the endpoint itself decides.
                else if (!(role < Role.Owner && path.EndsWith("/password", StringComparison.Ordinal) && path.Contains("/accounts/", StringComparison.Ordinal)))
                {
                    Assert.True(answer.Code is not (401 or 403 or >= 500), $"{method} {path} as {name}: {answer.Code} {answer.Text}");
                }
            }
        }
    }

    private static bool IsOpen(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static NeededRole? NeedOf(RouteEndpoint route) => route.Metadata.GetMetadata<NeededRole>();

    private static IEnumerable<(string Method, string Path, string? Body)> Requests(RouteEndpoint route)
    {
        var path = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "documentName" } => "v1",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            _ => "4711",
        }))));
        foreach (var method in route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            yield return (method, path, method is "POST" or "PUT" or "PATCH" ? "{}" : null);
    }
}
