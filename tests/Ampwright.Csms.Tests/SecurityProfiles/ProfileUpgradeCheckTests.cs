using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.TransportSecurity;
using static Ampwright.Csms.Tests.SecurityProfiles.UpgradeWorld;

namespace Ampwright.Csms.Tests.SecurityProfiles;

/// <summary>What is looked at before, who may ask, and what taking back means.</summary>
public sealed class ProfileUpgradeCheckTests
{
    [Fact]
    public async Task A_dry_run_tells_what_was_looked_at_and_what_would_be_done_and_does_nothing()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 0);
        var looked = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":2,"dryRun":true}""");
        Assert.Equal(200, looked.Code);
        Assert.True(looked.Json.GetProperty("possible").GetBoolean(), looked.Text);
        Assert.Equal("AuthorizationKey RootCertificate SecurityProfile Reset Connection", string.Join(' ', looked.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetString())));
        var checks = looked.Json.GetProperty("checks").EnumerateArray().ToDictionary(check => check.GetProperty("name").GetString()!, check => check.GetProperty("detail").GetString()!);
        Assert.Equal(["higherProfile", "noOtherUpgrade", "connected", "accepted", "noTransaction", "password", "tlsEndpoint", "rootCertificate"], checks.Keys);
        Assert.Contains($"wss://localhost:{csms.SecureAddress.Port}/ocpp/CP1", checks["tlsEndpoint"], StringComparison.Ordinal);

        var refused = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":3,"dryRun":true}""");
        Assert.True(refused.Json.GetProperty("possible").GetBoolean(), refused.Text);
        Assert.Empty(station.Calls);
        Assert.Empty(await AuditAsync(csms));
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/security-profile-upgrades")).Json.GetProperty("items").GetArrayLength());
        Assert.Equal((0, null), await ProfileAsync(csms));
    }

    [Fact]
    public async Task Each_check_that_does_not_hold_is_named_and_says_what_to_do()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", "{}");
        await using var station = await StationAsync(csms, 1);
        await RefusedAsync("""{"securityProfile":1}""", "higherProfile");
        await RefusedAsync("""{"securityProfile":2}""", "tlsEndpoint");
        await RefusedAsync("""{"securityProfile":3}""", "tlsEndpoint", "clientCertificates");
        await RefusedAsync($$"""{"securityProfile":2,"password":"{{new string('a', 40)}}"}""", "password", "tlsEndpoint");
        await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T1","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""");
        await RefusedAsync("""{"securityProfile":2}""", "noTransaction", "tlsEndpoint");
        await RefusedAsync("""{"securityProfile":2,"reset":"None"}""", "tlsEndpoint");
        await station.LeaveAsync();
        await TestKit.Eventually.HoldsAsync(async () => !(await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json.GetProperty("connected").GetBoolean());
        await RefusedAsync("""{"securityProfile":2,"reset":"None","waitForStation":false}""", "connected", "tlsEndpoint");
        Assert.Equal(200, (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"bootPolicy":"Pending","noUnsolicitedCalls":true}""")).Code);
        Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/certificate-policy", """{"issuer":"Nobody","validDays":365,"checksSubject":true,"organisation":"Somebody else"}""")).Code);
        await RefusedAsync("""{"securityProfile":3,"reset":"None"}""", "accepted", "tlsEndpoint", "clientCertificates", "unsolicitedCalls", "certificateAuthority", "cpoName");

        foreach (var (body, field) in ((string, string)[])[("{}", "securityProfile"), ("""{"securityProfile":4}""", "securityProfile"), ("""{"securityProfile":2,"password":"short"}""", "password"),
            ("""{"securityProfile":2,"reset":"Cold"}""", "reset"), ("""{"securityProfile":2,"resetAfter":-1}""", "resetAfter"), ("""{"securityProfile":2,"timeoutMinutes":0}""", "timeoutMinutes"),
            ("""{"securityProfile":2,"rootCertificate":"none"}""", "rootCertificate"), ("""{"securityProfile":1,"rootCertificate":"none"}""", "rootCertificate")])
            Assert.True((await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", body)).Problem(422).GetProperty("errors").TryGetProperty(field, out _), body);
        (await csms.SendAsync("POST", "/api/v1/stations/CP9/security-profile-upgrades", """{"securityProfile":2}""")).Problem(404);
        Assert.Empty(station.Calls);

        async Task RefusedAsync(string body, params string[] names)
        {
            var problem = (await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", body)).Problem(409);
            Assert.Equal("security-profile-checks", problem.GetProperty("code").GetString());
            Assert.Equal(names, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
    }

    [Fact]
    public async Task A_server_certificate_of_a_public_authority_needs_its_root_named_and_a_wrong_one_is_not_taken()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("Root of somebody else");
        var folder = Directory.CreateTempSubdirectory("ampwright-pem-").FullName;
        var (rsa, ec) = (Path.Combine(folder, "rsa.pem"), Path.Combine(folder, "ec.pem"));
        await File.WriteAllTextAsync(rsa, TestAuthority.Pem(authority.Issue("localhost")));
        await File.WriteAllTextAsync(ec, TestAuthority.Pem(authority.Issue("localhost", isEc: true)));
        await using var csms = await StartAsync(tls: tls => tls with { RsaFile = rsa, EcFile = ec });
        await using var station = await StationAsync(csms, 1);
        foreach (var more in (string[])["", Named(stranger.Root)])
        {
            var refused = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", $$"""{"securityProfile":2{{more}}}""");
            Assert.Contains("rootCertificate", refused.Problem(409).GetProperty("errors").GetProperty("rootCertificate")[0].GetString());
        }
        await StateAsync(csms, await AskAsync(csms, 2, Named(authority.Root)), "Done");
        Assert.Equal(authority.Root.Thumbprint, Assert.Single(station.Roots).Thumbprint);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_profile_2_works_with_its_root_named_and_profile_3_does_not()
    {
        using var authority = new TestAuthority();
        await using var csms = await ServedCsms.StartAsync(with: options => options with
        {
            TrustedProxies = [IPAddress.Loopback],
            Files = options.Files with { PublicUrl = new Uri("https://csms.example.org/charging") },
        });
        await using var station = await StationAsync(csms, 1, connects: false);
        station.IsBehindProxy = true;
        await station.ConnectAsync();
        var third = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", $$"""{"securityProfile":3{{Named(authority.Root)}}}""");
        Assert.Equal(["clientCertificates"], third.Problem(409).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        var nameless = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":2}""");
        Assert.Equal(["rootCertificate"], nameless.Problem(409).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        var looked = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", $$"""{"securityProfile":2,"dryRun":true{{Named(authority.Root)}}}""");
        Assert.Contains("wss://csms.example.org/charging/ocpp/CP1", looked.Text, StringComparison.Ordinal);

        await StateAsync(csms, await AskAsync(csms, 2, Named(authority.Root)), "Done");
        Assert.Equal((403, 101), (await station.TryAsync(1), await station.TryAsync(2)));
    }

    [Fact]
    public async Task A_station_that_is_sent_nothing_unasked_gets_the_calls_of_its_upgrade_and_no_other()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1, ""","noUnsolicitedCalls":true""");
        var third = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":3}""");
        Assert.Contains("noUnsolicitedCalls: false", third.Problem(409).GetProperty("errors").GetProperty("unsolicitedCalls")[0].GetString());
        await StateAsync(csms, await AskAsync(csms, 2), "Done");
        Assert.Equal("GetInstalledCertificateIds InstallCertificate SecurityProfile", string.Join(' ', station.Calls));
    }

    [Fact]
    public async Task What_was_not_sent_yet_is_taken_back_and_what_may_have_been_carried_out_only_by_saying_so()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1, connects: false);
        var first = await AskAsync(csms, 2);
        var cancelled = await csms.SendAsync("POST", $"/api/v1/security-profile-upgrades/{first}/cancel");
        Assert.Equal("Cancelled", cancelled.Json.GetProperty("state").GetString());
        Assert.Equal("Cancelled", (await csms.SendAsync("GET", "/api/v1/commands?station=CP1")).Json.GetProperty("items")[0].GetProperty("state").GetString());
        Assert.Contains("nothing to take back", (await csms.SendAsync("POST", $"/api/v1/security-profile-upgrades/{first}/cancel")).Problem(409).GetProperty("detail").GetString());

        await station.ConnectAsync();
        station.Switches = false;
        var second = await AskAsync(csms, 2, ""","reset":"None" """);
        await StepAsync(csms, second, "Connection", "Running");
        var warned = await csms.SendAsync("POST", $"/api/v1/security-profile-upgrades/{second}/cancel");
        Assert.Equal("station-may-have-switched", warned.Problem(409).GetProperty("code").GetString());
        Assert.Equal((1, 2), await ProfileAsync(csms));
        // It is there by the new one, and has not said a word.
        Assert.Equal(101, await station.KnockAsync(2, boots: false));
        Assert.Equal(200, (await csms.SendAsync("POST", $"/api/v1/security-profile-upgrades/{second}/cancel?evenIfSwitched=true")).Code);
        await station.EndsAfterAsync("Heartbeat");
        Assert.Equal((1, null), await ProfileAsync(csms));
        Assert.Equal((403, 101), (await station.TryAsync(2), await station.TryAsync(1)));
        Assert.Equal(["security-profile.upgrade", "security-profile.cancel", "security-profile.upgrade", "security-profile.cancel"], await AuditAsync(csms));

        // The way out for a station that has switched: its record says so by hand.
        Assert.Equal(200, (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"securityProfile":2}""")).Code);
        Assert.Equal(101, await station.TryAsync(2));
    }

    [Fact]
    public async Task Only_operators_of_the_stations_site_may_ask_and_take_back_and_viewers_look()
    {
        await using var csms = await StartAsync();
        var site = (await csms.SendAsync("POST", "/api/v1/sites", """{"name":"Elsewhere"}""")).Json.GetProperty("id").GetInt64();
        await using var station = await StationAsync(csms, 1, connects: false);
        const string Path = "/api/v1/stations/CP1/security-profile-upgrades";
        const string Body = """{"securityProfile":2}""";
        (await csms.SendAsync("POST", Path, Body, await csms.TokenAsync(Role.Support))).Problem(403);
        (await csms.SendAsync("POST", Path, Body, await csms.TokenAsync(Role.Operator, site))).Problem(404);
        var asked = await csms.SendAsync("POST", Path, Body, await csms.TokenAsync(Role.Operator, 1));
        Assert.True(asked.Code == 202, asked.Text);
        var id = asked.Json.GetProperty("id").GetInt64();

        var viewer = await csms.TokenAsync(Role.Viewer);
        Assert.Equal(200, (await csms.SendAsync("GET", $"/api/v1/security-profile-upgrades/{id}", token: viewer)).Code);
        Assert.Equal(1, (await csms.SendAsync("GET", Path, token: viewer)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await csms.SendAsync("GET", "/api/v1/security-profile-upgrades?station=CP1&state=Preparing", token: viewer)).Json.GetProperty("items").GetArrayLength());
        (await csms.SendAsync("POST", $"/api/v1/security-profile-upgrades/{id}/cancel", token: viewer)).Problem(403);
        var stranger = await csms.TokenAsync(Role.Operator, site);
        (await csms.SendAsync("GET", $"/api/v1/security-profile-upgrades/{id}", token: stranger)).Problem(404);
        (await csms.SendAsync("POST", $"/api/v1/security-profile-upgrades/{id}/cancel", token: stranger)).Problem(404);
        Assert.Equal(0, (await csms.SendAsync("GET", "/api/v1/security-profile-upgrades", token: stranger)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal("Preparing", (await ReadAsync(csms, id)).GetProperty("state").GetString());
    }

    private static string Named(X509Certificate2 root) =>
        $$""","rootCertificate":{{System.Text.Json.JsonSerializer.Serialize(root.ExportCertificatePem(), System.Text.Json.JsonSerializerOptions.Default)}}""";
}
