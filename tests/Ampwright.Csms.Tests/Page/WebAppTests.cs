using System.Text.RegularExpressions;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Page;

[Once]
public sealed class WebAppTests
{
    [Theory]
    [InlineData("/stations")]
    [InlineData("/stations/CP-1")]
    [InlineData("/sessions")]
    [InlineData("/sessions/4711")]
    public async Task Each_screen_has_an_address_of_its_own_that_serves_the_app(string path)
    {
        await using var csms = await ServedCsms.StartAsync();
        var screen = await csms.SendAsync("GET", path, token: "");
        Assert.Equal("text/html", screen.Type);
        Assert.Equal((await csms.SendAsync("GET", "/", token: "")).Text, screen.Text);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/stations/CP-1/more")]
    [InlineData("/assets/not-there.js")]
    [InlineData("/ocpp16/CP-1")]
    public async Task An_address_of_no_screen_is_not_there(string path)
    {
        await using var csms = await ServedCsms.StartAsync();
        (await csms.SendAsync("GET", path)).Problem(404);
    }

    [Fact]
    public async Task The_app_and_all_it_begins_with_come_from_the_program_itself_and_nothing_of_it_is_inline()
    {
        await using var csms = await ServedCsms.StartAsync();
        var page = await BuiltPageAsync(csms);
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style| style=| on[a-z]+=|https?://", page);
        var files = Regex.Matches(page, "(src|href)=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Select(match => match.Groups["path"].Value).ToList();
        Assert.True(files.Count >= 3, string.Join(' ', files));
        foreach (var path in files) Assert.True((await csms.SendAsync("GET", path, token: "")).Code == 200, path);
    }

    [Fact]
    public async Task The_first_page_is_asked_for_each_time_and_sent_once_while_it_is_the_same()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var coding in (string[])["identity", "gzip"])
        {
            void Accept(HttpRequestMessage request) => request.Headers.Add("Accept-Encoding", coding);
            var page = await csms.SendAsync("GET", "/", token: "", with: Accept);
            Assert.Equal("no-cache", page.Headers["Cache-Control"]);
            var again = await csms.SendAsync("GET", "/", token: "", with: request =>
            {
                Accept(request);
                request.Headers.Add("If-None-Match", page.Headers["ETag"]);
            });
            Assert.Equal(304, again.Code);
        }
    }

    [Fact]
    public async Task What_has_its_content_in_its_name_is_kept_for_a_year_and_sent_compressed_to_whoever_takes_that()
    {
        await using var csms = await ServedCsms.StartAsync();
        var script = Regex.Match(await BuiltPageAsync(csms), "/assets/[^\"]+\\.js", RegexOptions.NonBacktracking).Value;
        var plain = await csms.SendAsync("GET", script, token: "");
        Assert.Equal("public, max-age=31536000, immutable", plain.Headers["Cache-Control"]);
        Assert.Equal("text/javascript", plain.Type);
        Assert.DoesNotContain("Content-Encoding", plain.Headers);
        var packed = await csms.SendAsync("GET", script, token: "", with: request => request.Headers.Add("Accept-Encoding", "br, gzip"));
        Assert.Equal("gzip", packed.Headers["Content-Encoding"]);
        Assert.Equal("Accept-Encoding", packed.Headers["Vary"]);
        Assert.NotEqual(plain.Headers["ETag"], packed.Headers["ETag"]);
        // What a first view loads is to stay under 300 kB.
        Assert.InRange(int.Parse(packed.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture), 10_000, 260_000);
    }

    private static async Task<string> BuiltPageAsync(ServedCsms csms)
    {
        var page = (await csms.SendAsync("GET", "/", token: "")).Text;
        Assert.SkipUnless(page.Contains("/assets/", StringComparison.Ordinal), "This CSMS was built without its web app: call build/web, then build again.");
        return page;
    }
}
