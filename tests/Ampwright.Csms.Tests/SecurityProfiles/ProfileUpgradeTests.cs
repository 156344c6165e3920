using Ampwright.Csms.Tests.TransportSecurity;
using static Ampwright.Csms.Tests.SecurityProfiles.UpgradeWorld;

namespace Ampwright.Csms.Tests.SecurityProfiles;

/// <summary>Upgrades that come to their end, over real sockets with and without TLS.</summary>
public sealed class ProfileUpgradeTests
{
    [Theory]
    [InlineData(0, 1, "AuthorizationKey SecurityProfile")]
    [InlineData(0, 2, "AuthorizationKey GetInstalledCertificateIds InstallCertificate SecurityProfile")]
    [InlineData(1, 2, "GetInstalledCertificateIds InstallCertificate SecurityProfile")]
    [InlineData(1, 3, "GetInstalledCertificateIds InstallCertificate CpoName ExtendedTriggerMessage CertificateSigned SecurityProfile")]
    [InlineData(2, 3, "GetInstalledCertificateIds InstallCertificate CpoName ExtendedTriggerMessage CertificateSigned SecurityProfile")]
    [InlineData(0, 3, "GetInstalledCertificateIds InstallCertificate CpoName ExtendedTriggerMessage CertificateSigned SecurityProfile")]
    public async Task A_station_is_given_what_it_needs_switches_and_the_old_profile_lets_nobody_in_any_more(int from, int to, string calls)
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, from);
        var id = await AskAsync(csms, to, ""","resetAfter":3600""");
        // A station would come anew by its key; this one does not, and is given 10 s to.
        if (from == 0 && to < 3) await station.ConnectAgainAfterAsync("AuthorizationKey");
        var done = await StateAsync(csms, id, "Done");

        Assert.Equal(calls, string.Join(' ', station.Calls.Where(call => call != "GetConfiguration")));
        Assert.Equal((to, null), await ProfileAsync(csms));
        Assert.False(done.GetProperty("acceptsBoth").GetBoolean());
        Assert.Equal("Done", Step(done, "Connection").GetProperty("state").GetString());
        Assert.Equal(0, station.Times("Reset"));
        for (var old = 0; old < to; old++) Assert.True(await station.TryAsync(old) is 401 or 403, $"profile {old} still lets it in");
        Assert.Equal(101, await station.TryAsync(to));

        Assert.Equal(["security-profile.upgrade", "security-profile.raise"], await AuditAsync(csms));
        var raised = (await csms.SendAsync("GET", "/api/v1/events/log?kind=securityProfileRaised")).Json.GetProperty("items");
        Assert.Equal((1, from, to), (raised.GetArrayLength(), raised[0].GetProperty("change").GetProperty("fromProfile").GetInt32(), raised[0].GetProperty("change").GetProperty("toProfile").GetInt32()));
        // Who came by the old one since is seen.
        if (to >= 2) Assert.NotEqual(0, (await csms.SendAsync("GET", "/api/v1/events/log?kind=stationRefused")).Json.GetProperty("items").GetArrayLength());
        var again = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", $$"""{"securityProfile":{{to}}}""");
        Assert.Contains("higherProfile", again.Problem(409).GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task From_0_to_3_step_by_step_is_three_upgrades_and_a_root_that_is_held_is_not_brought_again()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 0);
        var key = Convert.ToHexString(Connections.RunningCsms.Password);
        var first = await AskAsync(csms, 1, $$""","password":"{{key}}" """);
        await station.ConnectAgainAfterAsync("AuthorizationKey");
        await StateAsync(csms, first, "Done");
        Assert.Equal(key, Convert.ToHexString(station.Password!));
        await StateAsync(csms, await AskAsync(csms, 2), "Done");
        Assert.Equal(1, station.Times("InstallCertificate"));
        await StateAsync(csms, await AskAsync(csms, 3), "Done");
        Assert.Equal((1, 1), (station.Times("InstallCertificate"), station.Times("GetInstalledCertificateIds")));
        Assert.Equal((3, null), await ProfileAsync(csms));
        Assert.DoesNotContain(key, (await csms.SendAsync("GET", "/api/v1/commands?limit=100")).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task While_it_switches_both_profiles_let_it_in_and_what_it_proves_by_is_not_changed_by_hand()
    {
        await using var csms = await StartAsync();
        await using var station = await StationAsync(csms, 1);
        station.Switches = false;
        var id = await AskAsync(csms, 2, ""","reset":"None" """);
        await StepAsync(csms, id, "Connection", "Running");
        Assert.Equal((1, 2), await ProfileAsync(csms));

        foreach (var body in (string[])["""{"securityProfile":1}""", $$"""{"password":"{{new string('a', 40)}}"}""", """{"certificateName":"SN1"}""", """{"withoutPassword":true}"""])
            Assert.Contains($"{id}", (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", body)).Problem(409).GetProperty("detail").GetString());
        (await csms.SendAsync("POST", "/api/v1/stations/CP1/password")).Problem(409);
        Assert.Equal(200, (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"heartbeatSeconds":77}""")).Code);
        (await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":3}""")).Problem(409);

        // By the old one, without a word by the new one, and by the old one again: nothing is proven.
        Assert.Equal(101, await station.KnockAsync(1));
        Assert.Equal(101, await station.KnockAsync(2, boots: false));
        Assert.Equal(101, await station.KnockAsync(1));
        Assert.Equal((1, 2), await ProfileAsync(csms));
        var password = station.Password;
        station.Password = [.. password!, 1];
        Assert.Equal((401, 401), (await station.TryAsync(1), await station.TryAsync(2)));
        station.Password = password;

        Assert.Equal(101, await station.KnockAsync(2));
        await StateAsync(csms, id, "Done");
        Assert.Equal(403, await station.TryAsync(1));
        Assert.Equal(200, (await csms.SendAsync("POST", "/api/v1/stations/CP1/password")).Code);
        Assert.Equal((2, null), await ProfileAsync(csms));
    }

    [Fact]
    public async Task An_authority_of_the_operators_signs_and_what_it_signed_is_held_against_the_door_before_the_switch()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("Root of somebody else");
        var roots = Path.GetTempFileName();
        await File.WriteAllTextAsync(roots, authority.Root.ExportCertificatePem());
        await using var csms = await StartAsync(tls: tls => tls with { StationRootsFile = roots });
        await using var station = await StationAsync(csms, 2);
        var builtIn = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", """{"securityProfile":3}""");
        Assert.Contains("--tls-station-roots", builtIn.Problem(409).GetProperty("errors").GetProperty("certificateAuthority")[0].GetString());
        Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/certificate-policy", """{"issuer":"External","validDays":365,"checksSubject":true,"organisation":"Ampwright"}""")).Code);

        var first = await AskAsync(csms, 3);
        await BringAsync(stranger);
        Assert.Contains("would not be let in", (await StateAsync(csms, first, "Failed")).GetProperty("why").GetString());
        Assert.Equal((2, null), await ProfileAsync(csms));
        Assert.Equal(0, station.Times("SecurityProfile"));

        var second = await AskAsync(csms, 3);
        await BringAsync(authority);
        await StateAsync(csms, second, "Done");
        Assert.Equal((403, 101), (await station.TryAsync(2), await station.TryAsync(3)));
        File.Delete(roots);

        async Task BringAsync(TestAuthority signs)
        {
            var request = 0L;
            await TestKit.Eventually.HoldsAsync(async () =>
            {
                var waiting = (await csms.SendAsync("GET", "/api/v1/certificate-requests?state=Waiting")).Json.GetProperty("items");
                if (waiting.GetArrayLength() == 0) return false;
                request = waiting[0].GetProperty("id").GetInt64();
                return true;
            });
            Assert.Null(Ocpp.Certificates.SigningRequest.Read((await csms.SendAsync("GET", $"/api/v1/certificate-requests/{request}/csr")).Text, out var csr));
            using var leaf = signs.Sign(csr!.Subject, csr.PublicKey);
            var chain = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["certificateChain"] = Ocpp.Certificates.CertificateChain.Write([leaf, signs.Root]) });
            var brought = await csms.SendAsync("POST", $"/api/v1/certificate-requests/{request}/chain", chain);
            Assert.True(brought.Code == 200, brought.Text);
        }
    }
}
