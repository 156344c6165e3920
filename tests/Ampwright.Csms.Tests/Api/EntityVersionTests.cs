using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Api;

/// <summary>Two people who edit the same at once.</summary>
public sealed class EntityVersionTests
{
    [Fact]
    public async Task Whoever_edits_what_another_has_changed_meanwhile_is_told_so_and_changes_nothing()
    {
        await using var csms = await ServedCsms.StartAsync(with: options => options with { Webhooks = new() { PrivateTargets = true } });
        await csms.RegisterAsync();
        var webhook = (await csms.SendAsync("POST", "/api/v1/webhooks", """{"url":"http://127.0.0.1:9/a","paused":true}""")).Headers["Location"];
        var template = (await csms.SendAsync("POST", "/api/v1/configuration-templates", """{"name":"T","keys":[{"key":"A","value":"1"}]}""")).Headers["Location"];
        await csms.SendAsync("POST", "/api/v1/accounts", """{"name":"ann","role":"support"}""");

        foreach (var (method, path, first, second) in ((string, string, string, string)[])
        [
            ("PATCH", "/api/v1/stations/CP1", """{"heartbeatSeconds":11}""", """{"heartbeatSeconds":22}"""),
            ("PUT", webhook, """{"url":"http://127.0.0.1:9/b","paused":true}""", """{"url":"http://127.0.0.1:9/c","paused":true}"""),
            ("PUT", template, """{"name":"T","keys":[{"key":"A","value":"2"}]}""", """{"name":"T","keys":[{"key":"A","value":"3"}]}"""),
            ("PATCH", "/api/v1/accounts/ann", """{"role":"viewer"}""", """{"role":"operator"}"""),
        ])
        {
            var read = (await csms.SendAsync("GET", path)).Headers["ETag"];
            var changed = await ChangeAsync(first, read);
            Assert.True(changed.Code == 200, changed.Text);
            Assert.NotEqual(read, changed.Headers["ETag"]);
            var before = (await csms.SendAsync("GET", path)).Text;
            Assert.Equal("changed-meanwhile", (await ChangeAsync(second, read)).Problem(412).GetProperty("code").GetString());
            Assert.Equal(before, (await csms.SendAsync("GET", path)).Text);
            Assert.Equal(200, (await ChangeAsync(second, changed.Headers["ETag"])).Code);
            Assert.Equal(200, (await ChangeAsync(first, null)).Code);

            Task<Answer> ChangeAsync(string body, string? tag) => csms.SendAsync(method, path, body, with: request =>
            {
                if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
            });
        }
    }
}
