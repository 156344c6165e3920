using System.Net.Http.Headers;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Api;

/// <summary>Whatever goes wrong, the answer is a problem that names the field and says what to do.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("GET", "/nowhere", null, 404, "not-found", null)]
    [InlineData("GET", "/api/v1/nowhere", null, 404, "not-found", null)]
    [InlineData("GET", "/api/v1/transactions/not-a-number", null, 404, "not-found", null)]
    [InlineData("GET", "/api/v1/stations/CP9", null, 404, "station-unknown", null)]
    [InlineData("GET", "/api/v1/transactions/1", null, 404, "transaction-unknown", null)]
    [InlineData("GET", "/api/v1/commands/1", null, 404, "command-unknown", null)]
    [InlineData("GET", "/api/v1/id-tags/T9", null, 404, "id-tag-unknown", null)]
    [InlineData("DELETE", "/api/v1/stations", null, 405, "method-not-allowed", null)]
    [InlineData("POST", "/api/v1/stations", "{", 400, "bad-request", "body")]
    [InlineData("POST", "/api/v1/stations", "[]", 400, "bad-request", "body")]
    [InlineData("POST", "/api/v1/stations", """{"identity":7}""", 400, "bad-request", "identity")]
    [InlineData("POST", "/api/v1/stations", """{"identity":"A","identity":"B"}""", 400, "bad-request", "identity")]
    [InlineData("POST", "/api/v1/stations", """{"identity":"A","colour":"red"}""", 400, "bad-request", null)]
    [InlineData("POST", "/api/v1/stations", "{}", 422, "invalid", "identity")]
    [InlineData("POST", "/api/v1/stations", """{"identity":"A","password":"short"}""", 422, "invalid", "password")]
    [InlineData("POST", "/api/v1/stations", """{"identity":"A","bootPolicy":"accepted"}""", 422, "invalid", "bootPolicy")]
    [InlineData("POST", "/api/v1/stations", """{"identity":"A","heartbeatSeconds":0}""", 422, "invalid", "heartbeatSeconds")]
    [InlineData("POST", "/api/v1/stations", """{"identity":"cp1"}""", 409, "identity-taken", null)]
    [InlineData("PATCH", "/api/v1/stations/CP9", "{}", 404, "station-unknown", null)]
    [InlineData("PUT", "/api/v1/id-tags/123456789012345678901", "{}", 422, "invalid", "idTag")]
    [InlineData("PUT", "/api/v1/id-tags/T1", """{"expiresAt":"tomorrow"}""", 400, "bad-request", "expiresAt")]
    [InlineData("GET", "/api/v1/stations?limit=0", null, 422, "invalid", "limit")]
    [InlineData("GET", "/api/v1/stations?limit=many", null, 400, "bad-request", null)]
    [InlineData("GET", "/api/v1/transactions?after=x", null, 422, "invalid", "after")]
    [InlineData("GET", "/api/v1/events/log?kind=nonsense", null, 422, "invalid", "kind")]
    [InlineData("GET", "/api/v1/events?after=-1", null, 422, "invalid", "after")]
    [InlineData("POST", "/api/v1/accounts", """{"name":"a b","role":"king","password":"short"}""", 422, "invalid", "password")]
    [InlineData("POST", "/api/v1/tokens", """{"name":"t","role":"viewer","expiresAt":"2001-01-01T00:00:00Z"}""", 422, "invalid", "expiresAt")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/Reset", "{", 400, "bad-request", "body")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/Reset", "[1]", 422, "invalid", "body")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/Reset", """{"type":"Warm"}""", 422, "invalid", "type")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/Reset", """{"type":"Soft","extra":1}""", 422, "invalid", "extra")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/Reset?wait=61", """{"type":"Soft"}""", 422, "invalid", "wait")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/Reset?expiresIn=0", """{"type":"Soft"}""", 422, "invalid", "expiresIn")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/RemoteStartTransaction", """{"connectorId":"1","idTag":"T"}""", 422, "invalid", "connectorId")]
    [InlineData("POST", "/api/v1/stations/CP1/commands/ChangeConfiguration", """{"key":"AuthorizationKey","value":"short"}""", 422, "invalid", "value")]
    [InlineData("POST", "/api/v1/stations/CP9/commands/Reset", """{"type":"Soft"}""", 404, "station-unknown", null)]
    [InlineData("POST", "/api/v1/stations/CP1/commands/BootNotification", "{}", 404, "command-kind-unknown", null)]
    [InlineData("POST", "/api/v1/stations/WAITS/commands/RemoteStartTransaction", """{"idTag":"T"}""", 409, "station-not-accepted", null)]
    [InlineData("POST", "/api/v1/stations/REFUSED/commands/Reset", """{"type":"Soft"}""", 409, "station-not-accepted", null)]
    public async Task A_request_that_cannot_be_carried_out_is_answered_with_a_problem(string method, string path, string? body, int status, string code, string? field)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await csms.RegisterAsync("WAITS", ""","bootPolicy":"Pending" """);
        await csms.RegisterAsync("REFUSED", ""","bootPolicy":"Rejected" """);

        var answer = await csms.SendAsync(method, path, body);

        var problem = answer.Problem(status);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        if (status == 405) Assert.Contains("GET", answer.Headers["Allow"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/stations")]
    [InlineData("/api/v1/stations/CP1/commands/Reset")]
    public async Task A_body_that_is_not_JSON_is_answered_415(string path)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();

        var answer = await csms.SendAsync("POST", path, "type=Soft", with: request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"));

        answer.Problem(415);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_answered_413()
    {
        await using var csms = await ServedCsms.StartAsync();
        (await csms.SendAsync("POST", "/api/v1/stations", $$"""{"identity":"{{new string('A', 300_000)}}"}""")).Problem(413);
    }

    [Fact]
    public async Task Every_answer_forbids_the_browser_foreign_code()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var path in (string[])["/", "/api/v1/stations", "/nowhere"])
        {
            var policy = (await csms.SendAsync("GET", path)).Headers["Content-Security-Policy"];
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }
}
