using System.Text.RegularExpressions;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.Page;

[Once]
public sealed class PageTests
{
    [Fact]
    public async Task The_page_and_all_it_needs_come_from_the_program_itself()
    {
        await using var csms = await ServedCsms.StartAsync();
        var page = await csms.SendAsync("GET", "/", token: "");
        Assert.Equal("text/html", page.Type);
        var wanted = new Queue<string>(Named(page.Text, "(?:src|href)=\"(/[^\"]+)\""));
        var seen = new HashSet<string>();
        while (wanted.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var file = await csms.SendAsync("GET", path, token: "");
            Assert.True(file.Code == 200, path);
            foreach (var import in Named(file.Text, "from '\\.(/[^']+)'")) wanted.Enqueue(import);
        }
        Assert.True(seen.Count > 8, string.Join(' ', seen));
    }

    private static IEnumerable<string> Named(string text, string pattern) =>
        Regex.Matches(text, pattern, RegexOptions.NonBacktracking).Select(match => match.Groups[1].Value);

    [Fact]
    public async Task Nothing_on_the_page_writes_markup_or_runs_inline()
    {
        await using var csms = await ServedCsms.StartAsync();
        var page = (await csms.SendAsync("GET", "/", token: "")).Text;
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style| style=| on[a-z]+=|https?://", page);
        foreach (var route in csms.Routes.Select(route => route.RoutePattern.RawText!).Where(path => path.EndsWith(".js", StringComparison.Ordinal)))
        {
            var script = (await csms.SendAsync("GET", route, token: "")).Text;
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|https?://(?!www\\.w3\\.org)", script);
        }
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        await using var csms = await ServedCsms.StartAsync();
        var tag = (await csms.SendAsync("GET", "/app.js", token: "")).Headers["ETag"];
        Assert.Equal(304, (await csms.SendAsync("GET", "/app.js", token: "", with: request => request.Headers.Add("If-None-Match", tag))).Code);
    }
}
