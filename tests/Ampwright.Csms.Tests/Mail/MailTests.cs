using System.Text.Json;
using Ampwright.Csms.Mail;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.Mail;

/// <summary>What accounts are told by a real mail server.</summary>
public sealed class MailTests
{
    private const string Notifications = "/api/v1/notifications";

    [Theory]
    [InlineData("StartTls", "PLAIN")]
    [InlineData("StartTls", "LOGIN")]
    [InlineData("Tls", "PLAIN")]
    public async Task An_account_is_told_of_what_it_asked_for_over_TLS_after_a_password(string mode, string way)
    {
        await using var server = await SmtpServer.StartAsync(mode, 0, way == "PLAIN" ? "LOGIN" : "PLAIN");
        await using var world = await World.StartAsync(server.Settings());
        await world.AddAsync("""{"address":"ann@test.example","kinds":["stationRegistered","siteChanged"]}""");
        await world.Csms.RegisterAsync("CP-7");
        await world.Csms.SendAsync("POST", "/api/v1/sites", """{"name":"H\u00e4fen am Fluss, der zweite und l\u00e4ngere davon, mit Ladeplatz"}""");
        await world.Csms.SendAsync("POST", "/api/v1/id-tags", """{"idTag":"NOT-TOLD"}""");

        await world.LookAsync();
        var mail = Assert.Single(await MailsAsync(world, server, 1));

        Assert.Equal("csms@test.example ann@test.example csms yes", mail.Envelope);
        Assert.Equal("[Ampwright] 2 events", mail.Subject);
        Assert.Matches("""
            ^     1  siteChanged
                 1  stationRegistered

            2026-03-01 12:00:00Z  stationRegistered  CP-7
            2026-03-01 12:00:00Z  siteChanged  siteId=2  name=Häfen am Fluss, der zweite und längere davon, mit Ladeplatz
            $
            """.ReplaceLineEndings("\r\n"), mail.Text);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("Sun, 01 Mar 2026 12:00:25 +0000", mail.Headers["Date"]);

        // What happens in the minute after a mail is one mail, and nothing is told twice.
        await world.Csms.RegisterAsync("CP8");
        await world.LookAsync();
        await world.Csms.RegisterAsync("CP9");
        await world.LookAsync();
        await world.LookAsync();
        var second = (await MailsAsync(world, server, 2))[1];
        Assert.Equal(["CP8", "CP9"], Lines(second, "stationRegistered  "));
        await world.Csms.RegisterAsync("CP10");
        for (var look = 0; look < 3; look++) await world.LookAsync();
        Assert.Equal("[Ampwright] stationRegistered CP10", (await MailsAsync(world, server, 3))[2].Subject);
    }

    [Fact]
    public async Task A_digest_comes_once_a_day_by_the_clock_of_its_reader_and_a_quiet_day_brings_none()
    {
        await using var server = await SmtpServer.StartAsync("None");
        await using var world = await World.StartAsync(server.Settings());
        // 07:30 in Berlin is 06:30 UTC; it is noon.
        var added = await world.AddAsync("""{"address":"ann@test.example","kinds":["stationRegistered"],"pace":"Daily","at":"07:30","timeZone":"Europe/Berlin"}""");
        Assert.Equal("2026-03-02T06:30:00+00:00", added.GetProperty("nextAt").GetString());
        for (var number = 0; number < 3; number++) await world.Csms.RegisterAsync($"CP{number}");

        await world.AdvanceAsync(TimeSpan.FromHours(18.4));
        Assert.Empty(server.Mails);
        await world.AdvanceAsync(TimeSpan.FromHours(0.2));
        var mail = Assert.Single(await MailsAsync(world, server, 1));
        Assert.Equal("csms@test.example ann@test.example - no", mail.Envelope);
        Assert.Equal("[Ampwright] 3 events stationRegistered", mail.Subject);

        await world.AdvanceAsync(TimeSpan.FromHours(24));
        // The session has ended meanwhile.
        await world.SignInAsync("ann");
        await Eventually.HoldsAsync(async () => (await world.OneAsync(added)).GetProperty("nextAt").GetString() == "2026-03-04T06:30:00+00:00");
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Who_holds_on_some_sites_is_told_of_what_happens_there_and_nothing_once_the_account_is_gone()
    {
        await using var server = await SmtpServer.StartAsync("None");
        await using var world = await World.StartAsync(server.Settings(), sites: "[1]");
        var site = (await world.Csms.SendAsync("POST", "/api/v1/sites", """{"name":"Elsewhere"}""")).Json.GetProperty("id").GetInt64();
        await world.AddAsync("""{"address":"ann@test.example","kinds":["stationRegistered","siteChanged"]}""");
        await world.Csms.RegisterAsync("THERE", $$""","site":{{site}}""");
        await world.Csms.RegisterAsync("HERE");
        await world.LookAsync();
        Assert.Equal("[Ampwright] stationRegistered HERE", Assert.Single(await MailsAsync(world, server, 1)).Subject);

        await world.Csms.SendAsync("DELETE", "/api/v1/accounts/ann");
        Assert.Equal(0, await world.Csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>("SELECT count(*) FROM mail_subscriptions")));
        await world.Csms.RegisterAsync("LATER");
        await world.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_away_gets_it_later_with_what_came_since()
    {
        int port;
        await using (var away = await SmtpServer.StartAsync("None")) port = away.Port;
        await using var world = await World.StartAsync($$"""{"host":"localhost","port":{{port}},"security":"None","from":"csms@test.example"}""");
        var added = await world.AddAsync("""{"address":"ann@test.example","kinds":["stationRegistered"]}""");
        await world.Csms.RegisterAsync("CP1");
        await world.LookAsync();
        await Eventually.HoldsAsync(async () => (await world.OneAsync(added)).GetProperty("failures").GetInt32() == 1);
        Assert.Contains($"localhost:{port}", (await world.OneAsync(added)).GetProperty("lastError").GetString(), StringComparison.Ordinal);
        await world.Csms.RegisterAsync("CP2");

        await using var server = await SmtpServer.StartAsync("None", port);
        await world.AdvanceAsync(TimeSpan.FromMinutes(1.5));

        Assert.Equal(["CP1", "CP2"], Lines(Assert.Single(await MailsAsync(world, server, 1)), "stationRegistered  "));
        await Eventually.HoldsAsync(async () => (await world.OneAsync(added)).GetProperty("lastError").ValueKind == JsonValueKind.Null);
        Assert.Contains(world.Csms.Log.Lines, line => line.Contains("was not taken and is tried again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_fails_for_days_is_paused_and_says_why()
    {
        await using var server = await SmtpServer.StartAsync("None");
        await using var world = await World.StartAsync(server.Settings());
        var added = await world.AddAsync("""{"address":"nobody@test.example","kinds":["stationRegistered"]}""");
        await world.Csms.RegisterAsync("CP1");
        await world.Csms.Database.WriteAsync(unit => unit.Connection.Execute("UPDATE mail_subscriptions SET failures = @many", new { many = MailDispatcher.MostFailures - 1 }));

        await world.LookAsync();

        await Eventually.HoldsAsync(async () => (await world.OneAsync(added)).GetProperty("paused").GetBoolean());
        Assert.Contains("550 5.1.1 There is no such mailbox", (await world.OneAsync(added)).GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task No_password_and_no_mail_goes_where_it_could_be_read_or_to_whom_is_not_trusted()
    {
        await using var secure = await SmtpServer.StartAsync();
        await using var plain = await SmtpServer.StartAsync("None");
        await using var csms = await ServedCsms.StartAsync();
        foreach (var (settings, why) in ((string, string)[])
        [
            (secure.Settings(trusted: false), "not trusted"),
            (secure.Settings(password: "another"), "535"),
            (secure.Settings(security: "None", user: false), "530"),
            (plain.Settings(security: "StartTls"), "does not offer STARTTLS"),
        ])
        {
            Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/mail-settings", settings)).Code);
            var tried = (await csms.SendAsync("POST", "/api/v1/mail-settings/test", """{"address":"ann@test.example"}""")).Json;
            Assert.False(tried.GetProperty("taken").GetBoolean());
            Assert.Contains(why, tried.GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.DoesNotContain("another", tried.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
        Assert.Empty(secure.Mails);
        Assert.Empty(plain.Mails);

        await csms.SendAsync("PUT", "/api/v1/mail-settings", secure.Settings());
        Assert.True((await csms.SendAsync("POST", "/api/v1/mail-settings/test", """{"address":"ann@test.example"}""")).Json.GetProperty("taken").GetBoolean());
        Assert.Equal("[Ampwright] test", Assert.Single(secure.Mails).Subject);
    }

    [Fact]
    public async Task Settings_keep_their_password_to_themselves_and_lose_it_with_the_host()
    {
        await using var csms = await ServedCsms.StartAsync();
        const string path = "/api/v1/mail-settings";
        Assert.Equal("mail-not-set", (await csms.SendAsync("GET", path)).Problem(404).GetProperty("code").GetString());
        var put = await csms.SendAsync("PUT", path, """{"host":"a.example","user":"u","password":"very-secret","from":"csms@a.example"}""");
        Assert.Equal("""{"host":"a.example","port":587,"security":"StartTls","user":"u","hasPassword":true,"from":"csms@a.example","root":null}""", put.Text);
        Assert.Equal(200, (await csms.SendAsync("PUT", path, """{"host":"a.example","port":465,"security":"Tls","user":"u","from":"csms@a.example"}""")).Code);
        var stored = await csms.Database.ReadAsync(connection => connection.ExecuteScalar<byte[]>("SELECT value FROM settings WHERE name = 'mail'"));
        Assert.DoesNotContain("very-secret", System.Text.Encoding.UTF8.GetString(stored!), StringComparison.Ordinal);
        foreach (var (wrong, field) in ((string, string)[])
        [
            ("""{"host":"b.example","user":"u","from":"csms@a.example"}""", "password"),
            ("""{"host":"a.example","from":"nobody"}""", "from"),
            ("""{"host":"https://a.example","from":"csms@a.example"}""", "host"),
            ("""{"host":"a.example","security":"None","user":"u","password":"p","from":"csms@a.example"}""", "security"),
            ("""{"host":"a.example","port":0,"from":"csms@a.example"}""", "port"),
            ("""{"host":"a.example","from":"csms@a.example","root":"no certificate"}""", "root"),
            ("""{"host":"a.example","from":"csms@a.example","password":"p"}""", "user"),
        ])
            Assert.True((await csms.SendAsync("PUT", path, wrong)).Problem(422).GetProperty("errors").TryGetProperty(field, out _), wrong);
        Assert.Equal(204, (await csms.SendAsync("DELETE", path)).Code);
        (await csms.SendAsync("POST", $"{path}/test", """{"address":"ann@test.example"}""")).Problem(404);
    }

    [Fact]
    public async Task Only_an_account_has_notifications_and_only_its_own()
    {
        await using var world = await World.StartAsync(null);
        var added = await world.AddAsync("""{"address":"ann@test.example","kinds":["caseOpened"],"pace":"Weekly"}""");
        // The next Monday.
        Assert.Equal("2026-03-02T07:00:00+00:00", added.GetProperty("nextAt").GetString());
        Assert.Equal("no-account", (await world.Csms.SendAsync("GET", Notifications)).Problem(409).GetProperty("code").GetString());
        var at = $"{Notifications}/{added.GetProperty("id").GetInt64()}";
        foreach (var (wrong, field) in ((string, string)[])
        [
            ("""{"address":"ann","kinds":["caseOpened"]}""", "address"),
            ("""{"address":"ann@test.example>\r\nRCPT TO:<eve@test.example","kinds":["caseOpened"]}""", "address"),
            ("""{"address":"ann@test.example","kinds":[]}""", "kinds"),
            ("""{"address":"ann@test.example","kinds":["weather"]}""", "kinds"),
            ("""{"address":"ann@test.example","kinds":["caseOpened"],"pace":"Never"}""", "pace"),
            ("""{"address":"ann@test.example","kinds":["caseOpened"],"at":"25:00"}""", "at"),
            ("""{"address":"ann@test.example","kinds":["caseOpened"],"timeZone":"Mars"}""", "timeZone"),
        ])
            Assert.True((await world.SendAsync("PUT", at, wrong)).Problem(422).GetProperty("errors").TryGetProperty(field, out _), wrong);
        var tag = (await world.SendAsync("GET", at)).Headers["ETag"];
        Assert.Equal(200, (await world.SendAsync("PUT", at, """{"address":"b@test.example","kinds":["caseOpened"],"paused":true}""", tag)).Code);
        (await world.SendAsync("PUT", at, """{"address":"c@test.example","kinds":["caseOpened"]}""", tag)).Problem(412);
        Assert.Equal(1, (await world.SendAsync("GET", Notifications)).Json.GetProperty("items").GetArrayLength());
        await world.SignInAsync("bob");
        (await world.SendAsync("GET", at)).Problem(404);
        (await world.SendAsync("DELETE", at)).Problem(404);
        await world.SignInAsync("ann");
        Assert.Equal(204, (await world.SendAsync("DELETE", at)).Code);
    }

    /// <summary>So many mails, once it is known here that the last was taken.</summary>
    private static async Task<List<ReceivedMail>> MailsAsync(World world, SmtpServer server, int count)
    {
        await Eventually.HoldsAsync(async () => server.Mails.Count >= count && await world.DueAsync("Soon") == 0, $"{count} mails");
        var mails = server.Mails;
        Assert.Equal(count, mails.Count);
        return mails;
    }

    private static IEnumerable<string> Lines(ReceivedMail mail, string what) =>
        mail.Text.Split("\r\n").Where(line => line.Contains($"Z  {what}", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(what, StringComparison.Ordinal) + what.Length)..]);

    /// <summary>The program with accounts, on a clock of the test's.</summary>
    private sealed class World(ServedCsms csms, ManualTimeProvider time) : IAsyncDisposable
    {
        private string _cookie = "";

        public ServedCsms Csms => csms;

        public static async Task<World> StartAsync(string? settings, string? sites = null)
        {
            var time = new ManualTimeProvider();
            var world = new World(await ServedCsms.StartAsync(time), time);
            if (settings is not null) Assert.Equal(200, (await world.Csms.SendAsync("PUT", "/api/v1/mail-settings", settings)).Code);
            foreach (var name in (string[])["ann", "bob"])
                Assert.Equal(201, (await world.Csms.SendAsync("POST", "/api/v1/accounts", $$"""{"name":"{{name}}","role":"viewer","password":"a-long-password"{{(sites is null ? "" : $",\"sites\":{sites}")}}}""")).Code);
            await world.SignInAsync("ann");
            return world;
        }

        public async Task SignInAsync(string name)
        {
            var session = await csms.SendAsync("POST", "/api/v1/session", $$"""{"name":"{{name}}","password":"a-long-password"}""", token: "");
            _cookie = session.Headers["Set-Cookie"].Split(';')[0];
        }

        public Task<Answer> SendAsync(string method, string path, string? body = null, string? tag = null) => csms.SendAsync(method, path, body, token: "", with: request =>
        {
            request.Headers.Add("Cookie", _cookie);
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        });

        public async Task<JsonElement> AddAsync(string body)
        {
            var added = await SendAsync("POST", Notifications, body);
            Assert.True(added.Code == 201, added.Text);
            return added.Json;
        }

        public async Task<JsonElement> OneAsync(JsonElement added) => (await SendAsync("GET", $"{Notifications}/{added.GetProperty("id").GetInt64()}")).Json;

        /// <summary>The dispatcher looks once.</summary>
        public Task LookAsync() => AdvanceAsync(MailDispatcher.Look);

        /// <summary>In whole looks, so that it waits for the next one at the end; what falls due on the way is done before the clock goes on.</summary>
        public async Task AdvanceAsync(TimeSpan by)
        {
            await Eventually.HoldsAsync(() => time.TimersDueIn(MailDispatcher.Look) > 0, "the dispatcher waits for its next look");
            var looks = Math.Ceiling(by / MailDispatcher.Look);
            while (looks > 0)
            {
                var next = await csms.Database.ReadAsync(connection => connection.ExecuteScalar<string>("SELECT min(due_at) FROM mail_subscriptions WHERE pace <> 'Soon'"));
                for (; looks > 0; looks--)
                {
                    time.Advance(MailDispatcher.Look);
                    if (next is null || DateTimeOffset.Parse(next, null) > time.GetUtcNow()) continue;
                    looks--;
                    break;
                }
                await Eventually.HoldsAsync(async () => await DueAsync("") == 0, "what is due is done");
            }
        }

        /// <summary>How many notifications are due, without those of a pace: a quiet one that is told soon stays due.</summary>
        /// <param name="also">Soon, to count those as well.</param>
        public async Task<int> DueAsync(string also) => await csms.Database.ReadAsync(connection => connection.ExecuteScalar<int>(
            "SELECT count(*) FROM mail_subscriptions WHERE due_at <= @now AND (pace <> 'Soon' OR pace = @also)", new { now = time.GetUtcNow(), also }));

        public ValueTask DisposeAsync() => csms.DisposeAsync();
    }
}
