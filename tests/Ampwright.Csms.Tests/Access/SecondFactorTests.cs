using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Access;

public sealed class SecondFactorTests
{
    private const string Password = "a-long-password";
    private const string Own = "/api/v1/session/second-factor";

    [Fact]
    public async Task An_account_with_a_second_factor_signs_in_with_a_code_that_holds_once()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        var (secret, recovery) = await SetUpAsync(csms, time);

        Assert.Equal("second-factor", (await SignInAsync(csms)).Problem(401).GetProperty("code").GetString());
        Assert.Equal("unauthorized", (await SignInAsync(csms, Code(secret, time), "not-the-password")).Problem(401).GetProperty("code").GetString());
        // The one it was set up with.
        Assert.Equal("second-factor-wrong", (await SignInAsync(csms, Code(secret, time))).Problem(401).GetProperty("code").GetString());
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await SignInAsync(csms, Code(secret, time).Insert(3, " "))).Code);
        (await SignInAsync(csms, Code(secret, time))).Problem(401);

        Assert.Equal(200, (await SignInAsync(csms, recovery[0].ToLowerInvariant())).Code);
        (await SignInAsync(csms, recovery[0])).Problem(401);
        time.Advance(TimeSpan.FromMinutes(2));
        var cookie = await CookieAsync(csms, Code(secret, time));
        Assert.Equal(9, (await AsAnnAsync(csms, cookie, "GET", Own)).Json.GetProperty("recoveryCodesLeft").GetInt32());
        var account = (await csms.SendAsync("GET", "/api/v1/accounts")).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == "ann");
        Assert.NotEqual(JsonValueKind.Null, account.GetProperty("secondFactorSince").ValueKind);
    }

    [Fact]
    public async Task Neither_secret_nor_recovery_codes_are_kept_readable()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        var (secret, recovery) = await SetUpAsync(csms, time);
        var kept = await csms.Database.ReadAsync(connection => connection.QuerySingle<byte[]>("SELECT secret_sealed FROM second_factors"));
        Assert.Equal(-1, kept.AsSpan().IndexOf(secret));
        var hashes = await csms.Database.ReadAsync(connection => connection.Query<string>("SELECT code_hash FROM recovery_codes").AsList());
        Assert.Equal(10, hashes.Count);
        Assert.DoesNotContain(hashes, hash => recovery.Contains(hash));
        var audit = (await csms.SendAsync("GET", "/api/v1/audit")).Text;
        Assert.Contains("secondFactor.confirm", audit, StringComparison.Ordinal);
        Assert.DoesNotContain(Totp.ToText(secret), audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_must_have_one_can_do_nothing_but_set_it_up()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        await AddAnnAsync(csms);
        var cookie = await CookieAsync(csms);
        Assert.Equal(200, (await AsAnnAsync(csms, cookie, "GET", "/api/v1/stations")).Code);
        Assert.True((await csms.SendAsync("PATCH", "/api/v1/accounts/ann", """{"secondFactorRequired":true}""")).Json.GetProperty("secondFactorRequired").GetBoolean());

        Assert.Equal("second-factor-missing", (await AsAnnAsync(csms, cookie, "GET", "/api/v1/stations")).Problem(403).GetProperty("code").GetString());
        Assert.Equal("second-factor-missing", (await AsAnnAsync(csms, cookie, "GET", "/metrics")).Problem(403).GetProperty("code").GetString());
        Assert.True((await AsAnnAsync(csms, await CookieAsync(csms), "GET", "/api/v1/session")).Json.GetProperty("secondFactorMissing").GetBoolean());
        (await AsAnnAsync(csms, cookie, "POST", Own, """{"currentPassword":"not-the-password"}""")).Problem(422);
        var begun = await AsAnnAsync(csms, cookie, "POST", Own, $$"""{"currentPassword":"{{Password}}"}""");
        var secret = Decode(begun.Json.GetProperty("secret").GetString()!);
        Assert.Contains($"secret={Totp.ToText(secret)}&", begun.Json.GetProperty("uri").GetString(), StringComparison.Ordinal);
        (await AsAnnAsync(csms, cookie, "POST", $"{Own}/confirm", """{"code":"000"}""")).Problem(422);
        Assert.Equal("second-factor-missing", (await AsAnnAsync(csms, cookie, "GET", "/api/v1/stations")).Problem(403).GetProperty("code").GetString());
        Assert.Equal(200, (await AsAnnAsync(csms, cookie, "POST", $"{Own}/confirm", $$"""{"code":"{{Code(secret, time)}}"}""")).Code);

        Assert.Equal(200, (await AsAnnAsync(csms, cookie, "GET", "/api/v1/stations")).Code);
        Assert.Equal("second-factor-required", (await AsAnnAsync(csms, cookie, "POST", $"{Own}/remove", $$"""{"currentPassword":"{{Password}}"}""")).Problem(409).GetProperty("code").GetString());
        // A lost authenticator is an owner's to remove; then all begins anew.
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/accounts/ann/second-factor")).Code);
        (await AsAnnAsync(csms, cookie, "GET", "/api/v1/stations")).Problem(403);
    }

    [Fact]
    public async Task A_second_factor_is_replaced_or_removed_only_with_password_and_code()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        var (secret, recovery) = await SetUpAsync(csms, time);
        time.Advance(TimeSpan.FromMinutes(1));
        var cookie = await CookieAsync(csms, Code(secret, time));

        (await AsAnnAsync(csms, cookie, "POST", Own, $$"""{"currentPassword":"{{Password}}"}""")).Problem(401);
        (await AsAnnAsync(csms, cookie, "POST", $"{Own}/remove", $$"""{"currentPassword":"{{Password}}"}""")).Problem(401);
        (await AsAnnAsync(csms, cookie, "POST", $"{Own}/confirm", """{"code":"123456"}""")).Problem(409);
        Assert.Equal(204, (await AsAnnAsync(csms, cookie, "POST", $"{Own}/remove", $$"""{"currentPassword":"{{Password}}","code":"{{recovery[1]}}"}""")).Code);
        Assert.Equal(200, (await SignInAsync(csms)).Code);
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_from_many_addresses_and_a_recovery_code_still_signs_in()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        var (secret, recovery) = await SetUpAsync(csms, time);
        time.Advance(TimeSpan.FromMinutes(1));
        var signIn = csms.Service<SignIn>();
        var wrong = Enumerable.Range(0, 1_000_000).Select(number => $"{number:000000}")
            .First(code => Totp.Match(secret, code, time.GetUtcNow(), after: 0) is null);
        for (var address = 1; address <= 10; address++)
            Assert.Equal(401, (await Assert.ThrowsAsync<ProblemException>(() => signIn.WithPasswordAsync($"192.0.2.{address}", "ann", Password, wrong, default))).Problem.Status);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => signIn.WithPasswordAsync("192.0.2.77", "ann", Password, Code(secret, time), default));
        Assert.Equal(429, refused.Problem.Status);
        Assert.Equal("ann", (await signIn.WithPasswordAsync("192.0.2.78", "ann", Password, recovery[2], default)).Caller.Name);
        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("ann", (await signIn.WithPasswordAsync("192.0.2.79", "ann", Password, Code(secret, time), default)).Caller.Name);
        Assert.Contains("secondFactor.wrongCode", (await csms.SendAsync("GET", "/api/v1/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_may_not_sign_in_for_a_while_still_lets_its_stations_connect_and_charge()
    {
        await using var csms = await ServedCsms.StartAsync(new ManualTimeProvider());
        await csms.RegisterAsync();
        for (var attempt = 0; attempt < 10; attempt++) await csms.SendAsync("POST", "/api/v1/session", """{"token":"a-wrong-token"}""", token: "");
        (await csms.SendAsync("POST", "/api/v1/session", """{"token":"a-wrong-token"}""", token: "")).Problem(429);
        for (var attempt = 0; attempt < 60; attempt++) await csms.SendAsync("GET", "/api/v1/stations", token: "a-wrong-token");
        (await csms.SendAsync("GET", "/api/v1/stations")).Problem(429);

        await using var station = await csms.ConnectAsync();
        var started = await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T1","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""");
        Assert.True(started[2].GetProperty("transactionId").GetInt32() > 0);
    }

    private static async Task<(byte[] Secret, List<string> Recovery)> SetUpAsync(ServedCsms csms, ManualTimeProvider time)
    {
        await AddAnnAsync(csms);
        var cookie = await CookieAsync(csms);
        var secret = Decode((await AsAnnAsync(csms, cookie, "POST", Own, $$"""{"currentPassword":"{{Password}}"}""")).Json.GetProperty("secret").GetString()!);
        var confirmed = await AsAnnAsync(csms, cookie, "POST", $"{Own}/confirm", $$"""{"code":"{{Code(secret, time)}}"}""");
        Assert.True(confirmed.Code == 200, confirmed.Text);
        return (secret, [.. confirmed.Json.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private static async Task AddAnnAsync(ServedCsms csms) =>
        Assert.Equal(201, (await csms.SendAsync("POST", "/api/v1/accounts", $$"""{"name":"ann","role":"support","password":"{{Password}}"}""")).Code);

    private static string Code(byte[] secret, ManualTimeProvider time) => Totp.CodeAt(secret, Totp.StepAt(time.GetUtcNow()));

    private static Task<Answer> SignInAsync(ServedCsms csms, string? code = null, string password = Password) => csms.SendAsync(
        "POST", "/api/v1/session", $$"""{"name":"ann","password":"{{password}}"{{(code is null ? "" : $$""","code":"{{code}}" """)}}}""", token: "");

    private static async Task<string> CookieAsync(ServedCsms csms, string? code = null)
    {
        var answer = await SignInAsync(csms, code);
        Assert.True(answer.Code == 200, answer.Text);
        return answer.Headers["Set-Cookie"].Split(';')[0];
    }

    private static Task<Answer> AsAnnAsync(ServedCsms csms, string cookie, string method, string path, string? body = null) => csms.SendAsync(method, path, body, token: "", request =>
    {
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", csms.Address.GetLeftPart(UriPartial.Authority));
    });

    private static byte[] Decode(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(text.Select(character => Convert.ToString(alphabet.IndexOf(character, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(octet => octet.Length == 8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }
}
