using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Ampwright.Csms.Tests.Access;

/// <summary>
/// Every route there is, asked by each role on one site, of an object at another site: it is answered as if there were no such object. A new
/// route is tested without a line being written, unless it honours sites by itself and names objects: then <see cref="SiteWorld"/> makes one.
/// </summary>
public sealed class SiteAccessTests
{
    [Theory]
    [InlineData("viewer")]
    [InlineData("support")]
    [InlineData("operator")]
    [InlineData("owner")]
    public async Task No_route_shows_or_changes_what_stands_at_another_site(string name)
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var token = await csms.TokenAsync(Roles.FromText(name), world.OwnSite);
        var before = await world.ForeignStateAsync();
        var asked = 0;
        foreach (var route in csms.Routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var method in route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                var body = method is "POST" or "PUT" or "PATCH" ? world.BodyFor(route, foreign: true) : null;
                var answer = await csms.SendAsync(method, world.Path(route, SiteWorld.Whose.Foreign), body, token);
                var where = $"{method} {route.RoutePattern.RawText} as {name}: {answer.Code} {answer.Text}";
                Assert.True(answer.Code < 500, where);
                if (!route.RoutePattern.Parameters.Any(parameter => parameter.Name is not "documentName"))
                {
                    // A list, or something new: whatever it answers, nothing of the other site is in it.
                    Assert.False(answer.Text.Contains(SiteWorld.ForeignMark, StringComparison.OrdinalIgnoreCase), where);
                }
                else
                {
                    var unknown = await csms.SendAsync(method, world.Path(route, SiteWorld.Whose.Nobodys), body, token);
                    Assert.True(answer.Code is >= 400, where);
                    Assert.True((answer.Code, Code(answer)) == (unknown.Code, Code(unknown)), $"{where}, but of an unknown one {unknown.Code} {unknown.Text}");
                }
                asked++;
            }
        }
        Assert.True(asked > 35, $"Only {asked} routes were asked.");
        Assert.Equal(before, await world.ForeignStateAsync());
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("support")]
    [InlineData("operator")]
    [InlineData("owner")]
    public async Task A_role_on_some_sites_reads_all_that_stands_there(string name)
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var token = await csms.TokenAsync(Roles.FromText(name), world.OwnSite);
        var read = 0;
        foreach (var route in csms.Routes.Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is null && SiteWorld.HoldsThere(route)))
        {
            if (!route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Contains("GET")) continue;
            if (Roles.FromText(name) < route.Metadata.GetRequiredMetadata<NeededRole>().Role) continue;
            var answer = await csms.SendAsync("GET", world.Path(route, SiteWorld.Whose.Own), token: token);
            // What a station never had (a file, a report) may be missing; that it may be asked is what counts here.
            Assert.True(answer.Code == 200 || (answer.Code == 404 && Code(answer) is not ("station-unknown" or "sites")) || Code(answer) == "no-account", $"{route.RoutePattern.RawText} as {name}: {answer.Code} {answer.Text}");
            read++;
        }
        Assert.True(read > 10, $"Only {read} routes were read.");
        foreach (var list in (string[])["stations", "connectors", "transactions", "commands", "cases", "configuration-templates", "events/log"])
            Assert.Contains(SiteWorld.OwnMark, (await csms.SendAsync("GET", $"/api/v1/{list}", token: token)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_event_stream_shows_only_what_happens_at_the_callers_sites()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var token = await csms.TokenAsync(Role.Viewer, world.OwnSite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events?after=0");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await csms.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        // Moved to the other site, then seen no more; the last event that is seen is one at the own site.
        await csms.SendAsync("PATCH", $"/api/v1/stations/{SiteWorld.Wanderer}", $$"""{"site":{{world.ForeignSite}}}""");
        await csms.SendAsync("PATCH", $"/api/v1/stations/{SiteWorld.Wanderer}", """{"heartbeatSeconds":77}""");
        await csms.SendAsync("PATCH", $"/api/v1/stations/{SiteWorld.OwnMark}", """{"heartbeatSeconds":55}""");
        // Of the own station: other things go on happening elsewhere, and this caller would wait for them in vain.
        var last = (await csms.SendAsync("GET", $"/api/v1/events/log?station={SiteWorld.OwnMark}&kind=stationChanged&limit=1")).Json.GetProperty("items")[0].GetProperty("sequence").GetInt64();

        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        var seen = new List<string>();
        for (var line = ""; line != $"id: {last}";)
        {
            line = await lines.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("The stream ended.");
            seen.Add(line);
        }

        Assert.Contains(seen, line => line.Contains(SiteWorld.OwnMark, StringComparison.Ordinal));
        Assert.DoesNotContain(seen, line => line.Contains(SiteWorld.ForeignMark, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(seen, line => line.Contains("siteChanged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_grants_more_sites_than_he_has_and_a_removed_station_of_another_site_is_not_his_to_take()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var token = await csms.TokenAsync(Role.Owner, world.OwnSite);

        (await csms.SendAsync("POST", "/api/v1/tokens", """{"name":"wide","role":"viewer"}""", token)).Problem(422);
        (await csms.SendAsync("POST", "/api/v1/tokens", $$"""{"name":"there","role":"viewer","sites":[{{world.ForeignSite}}]}""", token)).Problem(422);
        Assert.Equal(201, (await csms.SendAsync("POST", "/api/v1/tokens", $$"""{"name":"here","role":"viewer","sites":[{{world.OwnSite}}]}""", token)).Code);
        (await csms.SendAsync("PATCH", $"/api/v1/stations/{SiteWorld.OwnMark}", $$"""{"site":{{world.ForeignSite}}}""", token)).Problem(422);
        await csms.SendAsync("DELETE", $"/api/v1/stations/{SiteWorld.ForeignMark}");
        Assert.Equal("identity-taken", Code(await csms.SendAsync("POST", "/api/v1/stations", $$"""{"identity":"{{SiteWorld.ForeignMark}}"}""", token)));
        // Without a word it stands at his only site.
        var made = await csms.SendAsync("POST", "/api/v1/stations", """{"identity":"NEW"}""", token);
        Assert.Equal(world.OwnSite, made.Json.GetProperty("station").GetProperty("site").GetInt64());
    }

    [Fact]
    public async Task A_bulk_command_reaches_the_callers_stations_only_and_is_seen_by_whoever_sees_all_of_its_stations()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var token = await csms.TokenAsync(Role.Operator, world.OwnSite);

        var own = await csms.SendAsync("POST", "/api/v1/bulk-commands", """{"action":"ClearCache","filter":{}}""", token);
        (await csms.SendAsync("POST", "/api/v1/bulk-commands", $$"""{"action":"ClearCache","stations":["{{SiteWorld.ForeignMark}}"]}""", token)).Problem(422);
        var both = await csms.SendAsync("POST", "/api/v1/bulk-commands", $$"""{"action":"ClearCache","stations":["{{SiteWorld.OwnMark}}","{{SiteWorld.ForeignMark}}"]}""");

        Assert.Equal(4, own.Json.GetProperty("total").GetInt32());
        (await csms.SendAsync("GET", both.Headers["Location"], token: token)).Problem(404);
        (await csms.SendAsync("POST", $"{both.Headers["Location"]}/cancel", token: token)).Problem(404);
        Assert.Equal("Cancelled", (await csms.SendAsync("POST", $"{own.Headers["Location"]}/cancel", token: token)).Json.GetProperty("state").GetString());
        var seen = (await csms.SendAsync("GET", "/api/v1/bulk-commands", token: token)).Json.GetProperty("items").EnumerateArray().Select(bulk => bulk.GetProperty("id").GetInt64());
        Assert.DoesNotContain(both.Json.GetProperty("id").GetInt64(), seen);
    }

    [Fact]
    public async Task A_template_of_some_sites_is_theirs_and_one_of_all_sites_is_read_and_followed_but_not_changed()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var token = await csms.TokenAsync(Role.Operator, world.OwnSite);
        const string Templates = "/api/v1/configuration-templates";
        const string Content = """{"name":"Everywhere","keys":[{"key":"A","value":"1"}]}""";
        var shared = (await csms.SendAsync("POST", Templates, Content)).Headers["Location"];
        var sharedId = shared.Split('/')[^1];
        foreach (var identity in (string[])[SiteWorld.OwnMark, SiteWorld.ForeignMark])
            Assert.Equal(200, (await csms.SendAsync("PUT", $"/api/v1/stations/{identity}/configuration/template", $$"""{"template":{{sharedId}}}""")).Code);

        var read = await csms.SendAsync("GET", shared, token: token);
        Assert.Equal([SiteWorld.OwnMark], read.Json.GetProperty("stations").EnumerateArray().Select(station => station.GetString()!));
        Assert.Equal("sites", (await csms.SendAsync("PUT", shared, Content, token)).Problem(403).GetProperty("code").GetString());
        (await csms.SendAsync("DELETE", shared, token: token)).Problem(403);

        var own = await csms.SendAsync("POST", Templates, """{"name":"Ours","keys":[{"key":"A","value":"1"}]}""", token);
        Assert.Equal(200, (await csms.SendAsync("PUT", own.Headers["Location"], """{"name":"Ours","keys":[{"key":"A","value":"2"}]}""", token)).Code);
        var ownId = own.Json.GetProperty("id").GetInt64();
        Assert.Equal(200, (await csms.SendAsync("PUT", $"/api/v1/stations/{SiteWorld.OwnMark}/configuration/template", $$"""{"template":{{ownId}}}""", token)).Code);
        // Not even by somebody who sees both: its owners would change what the other site's stations are held against.
        (await csms.SendAsync("PUT", $"/api/v1/stations/{SiteWorld.ForeignMark}/configuration/template", $$"""{"template":{{ownId}}}""")).Problem(422);
    }

    [Fact]
    public async Task A_session_holds_on_the_sites_of_its_account()
    {
        await using var csms = await ServedCsms.StartAsync();
        await using var world = await SiteWorld.CreateAsync(csms);
        var made = await csms.SendAsync("POST", "/api/v1/accounts", $$"""{"name":"ann","role":"support","sites":[{{world.OwnSite}}],"password":"a-long-password"}""");
        var session = await csms.SendAsync("POST", "/api/v1/session", """{"name":"ann","password":"a-long-password"}""", token: "");
        var cookie = session.Headers["Set-Cookie"].Split(';')[0];

        var stations = await csms.SendAsync("GET", "/api/v1/stations", token: "", with: request => request.Headers.Add("Cookie", cookie));

        Assert.Equal(201, made.Code);
        Assert.Equal(world.OwnSite, session.Json.GetProperty("sites")[0].GetInt64());
        Assert.Contains(SiteWorld.OwnMark, stations.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SiteWorld.ForeignMark, stations.Text, StringComparison.Ordinal);
    }

    private static string? Code(Answer answer) => answer.Text.Length > 0 && answer.Type == "application/problem+json" ? answer.Json.GetProperty("code").GetString() : null;
}
