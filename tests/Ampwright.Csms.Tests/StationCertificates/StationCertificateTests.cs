using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.TransportSecurity;
using Ampwright.Ocpp.Certificates;
using Ampwright.TestKit;
using Dapper;

namespace Ampwright.Csms.Tests.StationCertificates;

public sealed class StationCertificateTests
{
    [Theory]
    [InlineData(KeyKind.Rsa2048)]
    [InlineData(KeyKind.EcP256)]
    public async Task A_station_gets_a_certificate_for_its_key_and_comes_in_with_it_under_profile_3(KeyKind kind)
    {
        await using var csms = await HandshakeTests.StartAsync();
        await csms.RegisterAsync();
        using var key = SigningRequest.CreateKey(kind);
        string chain;
        await using (var station = await csms.ConnectAsync())
        {
            Assert.Equal("Accepted", await AskAsync(station, SigningRequest.Write(key, "CP1", "Ampwright")));
            var call = await station.AnswerAsync("""{"status":"Accepted"}""");
            Assert.Equal("CertificateSigned", call[2].GetString());
            chain = call[3].GetProperty("certificateChain").GetString()!;
            await StateAsync(csms, 1, "Installed");
        }
        var read = CertificateChain.Read(chain, CertificateChain.LongestChain, out var issued);
        Assert.Null(read);
        using var root = X509Certificate2.CreateFromPem((await csms.SendAsync("GET", "/api/v1/certificate-authority/root")).Text);
        Assert.Null(ChainRules.CheckStation(issued!, [root], new SubjectRules { SerialNumber = "CP1", CpoName = "Ampwright" }, TimeProvider.System.GetUtcNow()));

        Assert.Equal(200, (await csms.SendAsync("PATCH", "/api/v1/stations/CP1", """{"securityProfile":3}""")).Code);
        using var pair = key is RSA rsa ? issued!.Leaf.CopyWithPrivateKey(rsa) : issued!.Leaf.CopyWithPrivateKey((ECDsa)key);
        using var shown = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        await using var secure = new RawStation(csms.SecureAddress, "CP1") { Authorization = null, Certificate = shown };
        Assert.Equal(101, await secure.KnockAsync());
        issued.Dispose();
    }

    [Fact]
    public async Task A_request_for_another_subject_is_rejected_unless_the_policy_looks_away()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        var other = SigningRequest.Write(key, "CP2", "Ampwright");
        Assert.Equal("Rejected", await AskAsync(station, other));
        Assert.Contains("CP1", (await StateAsync(csms, 1, "Refused")).GetProperty("why").GetString());
        Assert.Equal("Rejected", await AskAsync(station, SigningRequest.Write(key, "CP1", "Somebody else")));
        Assert.Equal("Rejected", await AskAsync(station, "no request at all"));

        await PolicyAsync(csms, "BuiltIn", checksSubject: false);
        Assert.Equal("Accepted", await AskAsync(station, other));
        Assert.Equal("CertificateSigned", (await station.AnswerAsync("""{"status":"Accepted"}"""))[2].GetString());
    }

    [Fact]
    public async Task A_request_that_is_repeated_while_it_is_under_way_is_the_same()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await PolicyAsync(csms, "External");
        await using var station = await csms.ConnectAsync();
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        var csr = SigningRequest.Write(key, "CP1", "Ampwright");
        Assert.Equal("Accepted", await AskAsync(station, csr));
        Assert.Equal("Accepted", await AskAsync(station, csr));
        Assert.Single((await csms.SendAsync("GET", "/api/v1/certificate-requests?station=CP1")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_authority_of_the_operators_gets_the_request_and_its_chain_goes_to_the_station()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await PolicyAsync(csms, "External");
        await using var station = await csms.ConnectAsync();
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        await AskAsync(station, SigningRequest.Write(key, "CP1", "Ampwright"));
        await StateAsync(csms, 1, "Waiting");
        var csr = await csms.SendAsync("GET", "/api/v1/certificate-requests/1/csr");
        Assert.Null(SigningRequest.Read(csr.Text, out var asked));

        using var authority = new TestAuthority();
        using var strange = authority.Issue("CP1", isEc: true);
        var errors = (await UploadAsync(strange)).Problem(422).GetProperty("errors");
        Assert.Contains("not for the key", errors.GetProperty("certificateChain")[0].GetString());
        using var right = authority.Sign(asked!.Subject, asked.PublicKey);
        var sent = await UploadAsync(right);
        Assert.Equal(200, sent.Code);
        var call = await station.AnswerAsync("""{"status":"Accepted"}""");

        Assert.Equal(2, call[3].GetProperty("certificateChain").GetString()!.Split("BEGIN CERTIFICATE").Length - 1);
        await StateAsync(csms, 1, "Installed");
        (await UploadAsync(right)).Problem(409);

        Task<Answer> UploadAsync(X509Certificate2 leaf) => csms.SendAsync("POST", "/api/v1/certificate-requests/1/chain",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["certificateChain"] = CertificateChain.Write([leaf, authority.Root]) }));
    }

    [Fact]
    public async Task A_certificate_that_the_station_does_not_take_is_failed_and_can_be_sent_again()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        await AskAsync(station, SigningRequest.Write(key, "CP1", "Ampwright"));
        var first = await station.AnswerAsync("""{"status":"Rejected"}""");
        Assert.Contains("Rejected", (await StateAsync(csms, 1, "Failed")).GetProperty("why").GetString());

        Assert.Equal(200, (await csms.SendAsync("POST", "/api/v1/certificate-requests/1/send")).Code);
        var second = await station.AnswerAsync("""{"status":"Accepted"}""");

        Assert.Equal(first[3].GetRawText(), second[3].GetRawText());
        await StateAsync(csms, 1, "Installed");
    }

    [Fact]
    public async Task Where_nobody_signs_a_request_is_rejected_and_an_operator_can_refuse_one_that_waits()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        await PolicyAsync(csms, "Nobody");
        Assert.Equal("Rejected", await AskAsync(station, SigningRequest.Write(key, "CP1", "Ampwright")));
        await PolicyAsync(csms, "External");
        Assert.Equal("Accepted", await AskAsync(station, SigningRequest.Write(key, "CP1", "Ampwright")));
        Assert.Equal(200, (await csms.SendAsync("POST", "/api/v1/certificate-requests/2/refuse")).Code);
        await StateAsync(csms, 2, "Refused");
        (await csms.SendAsync("PUT", "/api/v1/certificate-policy", """{"issuer":"Me","validDays":0}""")).Problem(422);
    }

    [Fact]
    public async Task The_roots_of_a_station_are_those_it_told_and_took_and_not_those_it_gave_up()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        using var authority = new TestAuthority();
        var hash = CertificateHashes.Of(authority.Root, authority.Root, Ocpp.Messages.Security.HashAlgorithm.SHA256);
        await CommandAsync("InstallCertificate", JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["certificateType"] = "CentralSystemRootCertificate",
            ["certificate"] = authority.Root.ExportCertificatePem(),
        }), """{"status":"Accepted"}""");
        await HeldAsync(hash.SerialNumber);

        var named = $$"""{"hashAlgorithm":"SHA256","issuerNameHash":"{{hash.IssuerNameHash}}","issuerKeyHash":"{{hash.IssuerKeyHash}}","serialNumber":"{{hash.SerialNumber}}"}""";
        await CommandAsync("GetInstalledCertificateIds", """{"certificateType":"CentralSystemRootCertificate"}""", $$"""
            {"status":"Accepted","certificateHashData":[{{named}},{"hashAlgorithm":"SHA384","issuerNameHash":"aa","issuerKeyHash":"bb","serialNumber":"07"}]}
            """);
        await HeldAsync("07", hash.SerialNumber);
        await CommandAsync("DeleteCertificate", $$"""{"certificateHashData":{{named}}}""", """{"status":"Accepted"}""");
        await HeldAsync("07");
        await CommandAsync("GetInstalledCertificateIds", """{"certificateType":"CentralSystemRootCertificate"}""", """{"status":"NotFound"}""");
        await HeldAsync();

        async Task CommandAsync(string action, string payload, string answer)
        {
            Assert.Equal(202, (await csms.SendAsync("POST", $"/api/v1/stations/CP1/commands/{action}", payload)).Code);
            await station.AnswerAsync(answer);
        }

        Task HeldAsync(params string[] serials) => Eventually.HoldsAsync(async () =>
            (await csms.SendAsync("GET", "/api/v1/stations/CP1/certificates")).Json.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("serialNumber").GetString()!).Order(StringComparer.Ordinal).SequenceEqual(serials.Order(StringComparer.Ordinal)),
            $"the station holds {string.Join(", ", serials)}");
    }

    [Fact]
    public async Task A_certificate_that_ends_is_warned_of_30_7_and_1_days_before()
    {
        var time = new ManualTimeProvider();
        await using var csms = await ServedCsms.StartAsync(time);
        await csms.RegisterAsync();
        using var key = SigningRequest.CreateKey(KeyKind.EcP256);
        await using (var station = await csms.ConnectAsync())
        {
            await AskAsync(station, SigningRequest.Write(key, "CP1", "Ampwright"));
            await station.AnswerAsync("""{"status":"Accepted"}""");
            await StateAsync(csms, 1, "Installed");
        }
        await LeftAsync(31);
        Assert.Empty(await WarningsAsync());
        await LeftAsync(29);
        await Eventually.HoldsAsync(async () => (await WarningsAsync()).SequenceEqual([30]));
        await LeftAsync(6);
        await Eventually.HoldsAsync(async () => (await WarningsAsync()).SequenceEqual([7, 30]));
        await LeftAsync(0.5);
        await Eventually.HoldsAsync(async () => (await WarningsAsync()).SequenceEqual([1, 7, 30]));

        // The certificate ages; a day of the manual clock is too many seconds.
        async Task LeftAsync(double days)
        {
            var at = time.GetUtcNow().AddDays(days);
            await csms.Database.WriteAsync(unit => unit.Connection.Execute("UPDATE certificate_requests SET expires_at = @at", new { at }));
            time.Advance(TimeSpan.FromMinutes(11));
        }

        async Task<List<int>> WarningsAsync() => [.. (await csms.SendAsync("GET", "/api/v1/events/log?kind=stationCertificateEnds")).Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("change").GetProperty("withinDays").GetInt32())];
    }

    private static async Task<string> AskAsync(RawStation station, string csr) =>
        (await station.CallAsync("SignCertificate", JsonSerializer.Serialize(new Dictionary<string, string> { ["csr"] = csr })))[2].GetProperty("status").GetString()!;

    private static async Task PolicyAsync(ServedCsms csms, string issuer, bool checksSubject = true) => Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/certificate-policy",
        $$"""{"issuer":"{{issuer}}","validDays":365,"checksSubject":{{(checksSubject ? "true" : "false")}},"organisation":"Ampwright"}""")).Code);

    private static async Task<JsonElement> StateAsync(ServedCsms csms, long id, string state)
    {
        async Task<JsonElement> GetAsync() => (await csms.SendAsync("GET", $"/api/v1/certificate-requests/{id}")).Json;
        await Eventually.HoldsAsync(async () => (await GetAsync()).TryGetProperty("state", out var now) && now.GetString() == state, $"the request is {state}");
        return await GetAsync();
    }
}
