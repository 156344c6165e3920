using System.Security.Cryptography.X509Certificates;
using Ampwright.Csms.Events;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.TransportSecurity;

public sealed class SecurityProfileTests
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    [Fact]
    public async Task A_station_gets_in_the_way_its_record_says_and_in_no_other()
    {
        using var authority = new TestAuthority();
        await using var site = await Site.StartAsync(authority);
        (int Profile, int Plain, int PlainPassword, int Tls, int TlsPassword, int TlsCertificate)[] matrix =
        [
            (0, 101, 101, 403, 403, 403),
            (1, 401, 101, 403, 403, 403),
            (2, 403, 403, 401, 101, 401),
            (3, 403, 403, 403, 403, 101),
        ];
        foreach (var row in matrix)
        {
            var identity = $"P{row.Profile}";
            await site.RegisterAsync(identity, row.Profile);
            using var certificate = authority.Issue(identity);
            var basic = RawStation.Basic(identity, RunningCsms.Password);
            Assert.Equal((row.Profile, row.Plain), (row.Profile, await site.KnockAsync(identity, secure: false, null, null)));
            Assert.Equal((row.Profile, row.PlainPassword), (row.Profile, await site.KnockAsync(identity, secure: false, basic, null)));
            Assert.Equal((row.Profile, row.Tls), (row.Profile, await site.KnockAsync(identity, secure: true, null, null)));
            Assert.Equal((row.Profile, row.TlsPassword), (row.Profile, await site.KnockAsync(identity, secure: true, basic, null)));
            Assert.Equal((row.Profile, row.TlsCertificate), (row.Profile, await site.KnockAsync(identity, secure: true, null, certificate)));
        }
        var events = (await new EventLog(site.Csms.Database).AfterAsync(0, 500)).Select(recorded => recorded.Change).OfType<StationRefused>().ToList();
        Assert.Contains(events, change => change.Station == "P2" && change.Why.Contains("connects with TLS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_certificate_proves_a_station_only_if_path_time_owner_and_name_are_right_and_it_is_not_revoked()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("Root of somebody else");
        using var revoked = authority.Issue("CP1");
        await using var site = await Site.StartAsync(authority, revoked);
        await site.RegisterAsync("CP1", 3);
        await site.RegisterAsync("CP2", 3, ""","certificateName":"SN-0002" """);
        var now = TimeProvider.System.GetUtcNow();
        (string What, string Identity, X509Certificate2? Certificate, int Status, string Why)[] cases =
        [
            ("right, RSA", "CP1", authority.Issue("CP1"), 101, ""),
            ("right, EC", "CP1", authority.Issue("cp1", isEc: true), 101, ""),
            ("right, by serial number", "CP2", authority.Issue("SN-0002"), 101, ""),
            ("right, for clients", "CP1", authority.Issue("CP1", use: "1.3.6.1.5.5.7.3.2"), 101, ""),
            ("none", "CP1", null, 403, "none was shown"),
            ("expired", "CP1", authority.Issue("CP1", until: now.AddDays(-1)), 403, "expired"),
            ("not yet valid", "CP1", authority.Issue("CP1", from: now.AddDays(1)), 403, "valid from"),
            ("another authority", "CP1", stranger.Issue("CP1"), 403, "path"),
            ("another station", "CP1", authority.Issue("CP2"), 403, "another station"),
            ("identity where the serial number is registered", "CP2", authority.Issue("CP2"), 403, "another station"),
            ("another operator", "CP1", authority.Issue("CP1", organisation: "Somebody"), 403, "its O is"),
            ("revoked", "CP1", revoked, 403, "revoked"),
            ("for servers", "CP1", authority.Issue("CP1", use: ServerUse), 403, "path"),
        ];
        foreach (var (what, identity, certificate, status, why) in cases)
        {
            Assert.Equal((what, status), (what, await site.KnockAsync(identity, secure: true, null, certificate)));
            if (status == 101) continue;
            var told = (await new EventLog(site.Csms.Database).NewestAsync(1, null, ["stationRefused"])).Single().Change;
            Assert.True(told is StationRefused refused && refused.Station == identity && refused.Why.Contains(why, StringComparison.Ordinal), $"{what}: {told}");
            certificate?.Dispose();
        }
    }

    [Fact]
    public async Task Profile_0_is_had_by_saying_so_twice_and_the_profile_is_told_and_kept()
    {
        await using var csms = await ServedCsms.StartAsync();
        async Task<(int Code, int? Profile)> PostAsync(string body)
        {
            var answer = await csms.SendAsync("POST", "/api/v1/stations", body);
            return (answer.Code, answer.Code == 201 ? answer.Json.GetProperty("station").GetProperty("securityProfile").GetInt32() : null);
        }

        Assert.Equal((422, null), await PostAsync("""{"identity":"A","securityProfile":0}"""));
        Assert.Equal((422, null), await PostAsync("""{"identity":"A","securityProfile":4}"""));
        Assert.Equal((422, null), await PostAsync("""{"identity":"A","securityProfile":2,"withoutPassword":true}"""));
        Assert.Equal((201, 0), await PostAsync("""{"identity":"A","securityProfile":0,"withoutPassword":true}"""));
        Assert.Equal((201, 0), await PostAsync("""{"identity":"B","withoutPassword":true}"""));
        Assert.Equal((201, 1), await PostAsync("""{"identity":"C"}"""));
        Assert.Equal((201, 2), await PostAsync("""{"identity":"D","securityProfile":2}"""));
        Assert.Equal((201, 3), await PostAsync("""{"identity":"E","securityProfile":3,"certificateName":"SN1"}"""));

        Assert.Equal(200, (await csms.SendAsync("PATCH", "/api/v1/stations/C", """{"securityProfile":2}""")).Code);
        Assert.Equal(200, (await csms.SendAsync("PATCH", "/api/v1/stations/D", """{"heartbeatSeconds":60}""")).Code);
        Assert.Equal(422, (await csms.SendAsync("PATCH", "/api/v1/stations/E", """{"securityProfile":1}""")).Code);
        foreach (var (identity, profile) in new[] { ("A", 0), ("C", 2), ("D", 2), ("E", 3) })
            Assert.Equal(profile, (await csms.SendAsync("GET", $"/api/v1/stations/{identity}")).Json.GetProperty("securityProfile").GetInt32());
        Assert.Equal("SN1", (await csms.SendAsync("GET", "/api/v1/stations/E")).Json.GetProperty("certificateName").GetString());
    }

    private sealed class Site : IAsyncDisposable
    {
        private string _folder = "";

        public required ServedCsms Csms { get; init; }

        public static async Task<Site> StartAsync(TestAuthority authority, params X509Certificate2[] revoked)
        {
            var folder = Directory.CreateTempSubdirectory("ampwright-roots-").FullName;
            var (roots, lists) = (Path.Combine(folder, "roots.pem"), Path.Combine(folder, "revoked.pem"));
            await File.WriteAllTextAsync(roots, authority.Root.ExportCertificatePem());
            await File.WriteAllTextAsync(lists, authority.RevocationList(revoked));
            return new Site { _folder = folder, Csms = await HandshakeTests.StartAsync(tls => tls with { StationRootsFile = roots, RevocationFile = lists }) };
        }

        public async Task RegisterAsync(string identity, int profile, string more = "")
        {
            var proof = profile switch
            {
                0 => ""","withoutPassword":true""",
                3 => "",
                _ => $""","password":"{Convert.ToHexString(RunningCsms.Password)}" """,
            };
            Assert.Equal(201, (await Csms.SendAsync("POST", "/api/v1/stations", $$"""{"identity":"{{identity}}","securityProfile":{{profile}}{{proof}}{{more}}}""")).Code);
        }

        public async Task<int> KnockAsync(string identity, bool secure, string? authorization, X509Certificate2? certificate)
        {
            await using var station = new RawStation(secure ? Csms.SecureAddress : Csms.Address, identity) { Authorization = authorization, Certificate = certificate };
            return await station.KnockAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Csms.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
