using System.Net;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task The_first_start_tells_the_owners_password_once_and_it_signs_in()
    {
        await using var csms = await ServedCsms.StartAsync(firstStart: true);

        Assert.Matches("^([a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$", csms.OwnerPassword);
        Assert.Null(await FirstStart.PrepareAsync(csms.Database, ServedCsms.OwnerToken));
        var answer = await SignInAsync(csms, $$"""{"name":"owner","password":"{{csms.OwnerPassword}}"}""");

        Assert.Equal(200, answer.Code);
        Assert.Equal(("owner", "account", "owner"), (Text(answer, "name"), Text(answer, "kind"), Text(answer, "role")));
        var cookie = answer.Headers["Set-Cookie"];
        foreach (var wanted in (string[])["httponly", "samesite=strict", "path=/"]) Assert.Contains(wanted, cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_reads_and_acts_only_from_the_pages_own_origin()
    {
        await using var csms = await ServedCsms.StartAsync();
        var cookie = await CookieAsync(csms);
        Task<Answer> PutAsync(string? origin) => csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}", token: "", request =>
        {
            request.Headers.Add("Cookie", cookie);
            if (origin is not null) request.Headers.Add("Origin", origin);
        });

        Assert.Equal(200, (await csms.SendAsync("GET", "/api/v1/stations", token: "", with: request => request.Headers.Add("Cookie", cookie))).Code);
        Assert.Equal(200, (await PutAsync(csms.Address.GetLeftPart(UriPartial.Authority))).Code);
        Assert.Equal("cross-site", (await PutAsync("http://elsewhere.example")).Problem(403).GetProperty("code").GetString());
        (await PutAsync(null)).Problem(403);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var csms = await ServedCsms.StartAsync();
        var cookie = await CookieAsync(csms);
        void AsPage(HttpRequestMessage request)
        {
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("Origin", csms.Address.GetLeftPart(UriPartial.Authority));
        }

        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/session", token: "", with: AsPage)).Code);

        (await csms.SendAsync("GET", "/api/v1/session", token: "", with: AsPage)).Problem(401);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_are_answered_alike()
    {
        await using var csms = await ServedCsms.StartAsync();

        var wrong = (await SignInAsync(csms, """{"name":"owner","password":"not-the-password"}""")).Problem(401);
        var unknown = (await SignInAsync(csms, """{"name":"nobody","password":"not-the-password"}""")).Problem(401);

        Assert.Equal(wrong.GetRawText(), unknown.GetRawText());
    }

    [Fact]
    public async Task The_eleventh_failed_sign_in_from_one_address_within_a_minute_has_to_wait()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        for (var attempt = 0; attempt < 10; attempt++) (await SignInAsync(csms, """{"token":"a-wrong-token"}""")).Problem(401);

        var refused = await SignInAsync(csms, $$"""{"token":"{{ServedCsms.OwnerToken}}"}""");

        refused.Problem(429);
        Assert.Equal("60", refused.Headers["Retry-After"]);
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(200, (await SignInAsync(csms, $$"""{"token":"{{ServedCsms.OwnerToken}}"}""")).Code);
    }

    [Fact]
    public async Task Guessing_from_elsewhere_does_not_keep_the_owner_out()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        var signIn = csms.Service<SignIn>();
        for (var attempt = 0; attempt < 40; attempt++)
        {
            await Assert.ThrowsAsync<ProblemException>(() => signIn.WithPasswordAsync($"192.0.2.{attempt % 4}", "owner", "a-wrong-password", null, default));
            if (attempt % 30 == 29) time.Advance(TimeSpan.FromSeconds(61));
        }

        Assert.Equal(200, (await SignInAsync(csms, $$"""{"name":"owner","password":"{{csms.OwnerPassword}}"}""")).Code);
    }

    [Fact]
    public async Task An_account_that_is_attacked_from_everywhere_is_slow_and_still_open()
    {
        await using var csms = await ServedCsms.StartAsync();
        // A clock of its own: the program's other parts arm timers of the same length, some only once it runs.
        var time = new ManualTimeProvider();
        var limits = new AttemptLimits(time);
        using var signIn = new SignIn(csms.Database, limits, csms.Service<SecondFactorProof>(), time);
        for (var failure = 0; failure < 100; failure++) limits.PasswordsFromAnywhere.Count("owner");

        var answer = signIn.WithPasswordAsync("192.0.2.1", "owner", csms.OwnerPassword, null, default);
        await Eventually.HoldsAsync(() => time.ArmedTimers == 1);
        Assert.False(answer.IsCompleted);
        time.Advance(AttemptLimits.Slowness);

        Assert.Equal("owner", (await answer).Caller.Name);
    }

    [Fact]
    public async Task Whoever_sits_at_an_open_page_cannot_guess_the_password_for_ever()
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider());
        var cookie = (await SignInAsync(csms, $$"""{"name":"owner","password":"{{csms.OwnerPassword}}"}""")).Headers["Set-Cookie"].Split(';')[0];
        for (var failure = 0; failure < 29; failure++) csms.Service<AttemptLimits>().Passwords.Count("owner 127.0.0.1");

        (await ChangeAsync("a-wrong-password")).Problem(422);
        (await ChangeAsync(csms.OwnerPassword)).Problem(429);

        Task<Answer> ChangeAsync(string current) =>
            csms.SendAsync("PUT", "/api/v1/accounts/owner/password", $$"""{"password":"another-long-one","currentPassword":"{{current}}"}""", token: "", request =>
            {
                request.Headers.Add("Cookie", cookie);
                request.Headers.Add("Origin", csms.Address.GetLeftPart(UriPartial.Authority));
            });
    }

    [Fact]
    public void Whoever_has_ever_new_addresses_is_one_and_lets_nobody_in_again()
    {
        Assert.Equal(AttemptLimits.SourceOf(IPAddress.Parse("2001:db8:1:2::1")), AttemptLimits.SourceOf(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.NotEqual(AttemptLimits.SourceOf(IPAddress.Parse("2001:db8:1:2::1")), AttemptLimits.SourceOf(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal("192.0.2.1", AttemptLimits.SourceOf(IPAddress.Parse("::ffff:192.0.2.1")));
        var limits = new AttemptLimits(new ManualTimeProvider());
        for (var wrong = 0; wrong < 10; wrong++) limits.StartCodes.Count("192.0.2.1");
        for (var other = 0; other < 25_000; other++) limits.StartCodes.Count($"2001:db8:0:{other:x}::/64");
        Assert.NotNull(limits.StartCodes.RetryAfter("192.0.2.1"));
    }

    [Fact]
    public async Task A_program_that_guesses_API_tokens_has_to_wait()
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider());
        for (var attempt = 0; attempt < 60; attempt++) (await csms.SendAsync("GET", "/api/v1/stations", token: $"guess-{attempt}")).Problem(401);

        (await csms.SendAsync("GET", "/api/v1/stations", token: "guess-60")).Problem(429);
    }

    [Fact]
    public async Task A_new_token_works_until_it_is_withdrawn_and_the_list_never_tells_it()
    {
        await using var csms = await ServedCsms.StartAsync();
        var made = await csms.SendAsync("POST", "/api/v1/tokens", """{"name":"billing","role":"viewer"}""");
        var token = Text(made, "token");

        Assert.Equal(200, (await csms.SendAsync("GET", "/api/v1/stations", token: token)).Code);
        Assert.DoesNotContain(token, (await csms.SendAsync("GET", "/api/v1/tokens")).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/tokens/billing")).Code);
        (await csms.SendAsync("GET", "/api/v1/stations", token: token)).Problem(401);
    }

    [Fact]
    public async Task The_last_owner_cannot_be_removed_or_made_less()
    {
        await using var csms = await ServedCsms.StartAsync();

        Assert.Equal("last-owner", (await csms.SendAsync("DELETE", "/api/v1/accounts/owner")).Problem(409).GetProperty("code").GetString());
        Assert.Equal("last-owner", (await csms.SendAsync("PATCH", "/api/v1/accounts/owner", """{"role":"viewer"}""")).Problem(409).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_audit_log_names_who_changed_what_and_holds_no_secret()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync("CP7");
        await csms.SendAsync("POST", "/api/v1/stations/CP7/commands/ChangeConfiguration", $$"""{"key":"AuthorizationKey","value":"{{new string('A', 40)}}"}""");

        var log = (await csms.SendAsync("GET", "/api/v1/audit")).Json.GetProperty("items");

        Assert.Equal(
            ("token:start-option", "command.ChangeConfiguration", "CP7"),
            (log[0].GetProperty("who").GetString(), log[0].GetProperty("action").GetString(), log[0].GetProperty("subject").GetString()));
        Assert.Contains("station.register", log.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("AAAAAAAA", log.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("AAAAAAAA", (await csms.SendAsync("GET", "/api/v1/commands")).Text, StringComparison.Ordinal);
    }

    private static Task<Answer> SignInAsync(ServedCsms csms, string body) => csms.SendAsync("POST", "/api/v1/session", body, token: "");

    private static async Task<string> CookieAsync(ServedCsms csms) =>
        (await SignInAsync(csms, $$"""{"token":"{{ServedCsms.OwnerToken}}"}""")).Headers["Set-Cookie"].Split(';')[0];

    private static string Text(Answer answer, string field) => answer.Json.GetProperty(field).GetString()!;
}
