using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.TransportSecurity;
using Ampwright.Ocpp.Certificates;
using static Ampwright.Csms.Tests.Firmware.FirmwareWorld;

namespace Ampwright.Csms.Tests.Firmware;

public sealed class FirmwareUpdateTests
{
    [Fact]
    public async Task A_station_fetches_the_file_in_pieces_by_a_link_that_ends_with_the_update()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "firmware-updates", $$"""{"firmware":{{await FirmwareAsync(csms)}},"retries":2}""");
        var location = sent.GetProperty("location").GetString()!;
        Assert.StartsWith(csms.Address.ToString(), location, StringComparison.Ordinal);
        Assert.EndsWith("/fw-2.bin", location, StringComparison.Ordinal);
        Assert.Equal(2, sent.GetProperty("retries").GetInt32());
        await StateAsync(csms, "firmware-updates", id, "Accepted");

        await TellAsync(station, "Downloading");
        using (var head = await FetchAsync(csms, location, HttpMethod.Head))
        {
            Assert.Equal((HttpStatusCode.OK, Image.Length), (head.StatusCode, head.Content.Headers.ContentLength));
            Assert.Equal("nosniff", Assert.Single(head.Headers.GetValues("X-Content-Type-Options")));
        }
        using var first = await FetchAsync(csms, location, with: request => request.Headers.Range = new RangeHeaderValue(0, 999));
        using var rest = await FetchAsync(csms, location, with: request =>
        {
            request.Headers.Range = new RangeHeaderValue(1000, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(first.Headers.ETag!);
        });
        Assert.Equal((HttpStatusCode.PartialContent, HttpStatusCode.PartialContent), (first.StatusCode, rest.StatusCode));
        byte[] whole = [.. await first.Content.ReadAsByteArrayAsync(), .. await rest.Content.ReadAsByteArrayAsync()];
        Assert.Equal(Image, whole);
        await SecretIsNowhereAsync(csms, location);

        foreach (var status in (string[])["Downloaded", "Installing", "Installing", "Installed"]) await TellAsync(station, status);
        var done = await StateAsync(csms, "firmware-updates", id, "Installed");
        Assert.Equal(["Downloading", "Downloaded", "Installing", "Installed"], done.GetProperty("statuses").EnumerateArray().Select(told => told.GetProperty("status").GetString()!));
        Assert.NotEqual(JsonValueKind.Null, done.GetProperty("fetchedAt").ValueKind);
        using var late = await FetchAsync(csms, location);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Equal("Installed", (await csms.SendAsync("GET", "/api/v1/stations/CP1/firmware-updates")).Json.GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_link_is_for_one_file_and_one_direction_and_cannot_be_guessed()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (_, sent) = await AskAsync(csms, station, "firmware-updates", $$"""{"firmware":{{await FirmwareAsync(csms)}}}""");
        var location = sent.GetProperty("location").GetString()!;

        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(csms, location, [1]));
        foreach (var wrong in (string[])[location[..^20] + "A/fw-2.bin", $"{csms.Address}station-files/", $"{csms.Address}station-files/..%2fcsms.db", $"{csms.Address}station-files/" + new string('A', 43)])
        {
            using var answer = await FetchAsync(csms, wrong);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        using var other = await FetchAsync(csms, location, HttpMethod.Delete);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, other.StatusCode);
        // What is behind the secret is a name for the station to see, and leads nowhere.
        using var named = await FetchAsync(csms, location.Replace("fw-2.bin", "..%2f..%2fcsms.db", StringComparison.Ordinal));
        Assert.Equal(Image.Length, (await named.Content.ReadAsByteArrayAsync()).Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_CSMS_signs_the_file_with_the_operators_key_which_it_never_tells(bool isEc)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("Firmware", isEc: isEc);
        var pem = TestAuthority.Pem(certificate);
        var key = pem[pem.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..];
        var signer = await csms.SendAsync("POST", "/api/v1/firmware-signers", JsonSerializer.Serialize(new { name = "Maker", certificate = certificate.ExportCertificatePem(), privateKey = key }));
        Assert.True(signer.Code == 201, signer.Text);
        Assert.DoesNotContain("PRIVATE", signer.Text + (await csms.SendAsync("GET", "/api/v1/firmware-signers")).Text, StringComparison.Ordinal);

        var (id, sent) = await AskAsync(csms, station, "firmware-updates",
            $$"""{"firmware":{{await FirmwareAsync(csms)}},"signer":{{signer.Json.GetProperty("id").GetInt64()}}}""", """{"status":"Accepted"}""");
        var firmware = sent.GetProperty("firmware");
        using var shown = X509Certificate2.CreateFromPem(firmware.GetProperty("signingCertificate").GetString());
        Assert.Null(FirmwareSignature.Check(SHA256.HashData(Image), firmware.GetProperty("signature").GetString()!, shown));
        var request = sent.GetProperty("requestId").GetInt32();
        using var fetched = await FetchAsync(csms, firmware.GetProperty("location").GetString()!);
        Assert.Equal(Image, await fetched.Content.ReadAsByteArrayAsync());

        // Of another request: not this update's.
        await station.CallAsync("SignedFirmwareStatusNotification", $$"""{"status":"InvalidSignature","requestId":{{request + 1}}}""");
        await station.CallAsync("FirmwareStatusNotification", """{"status":"DownloadFailed"}""");
        await station.CallAsync("SignedFirmwareStatusNotification", $$"""{"status":"SignatureVerified","requestId":{{request}}}""");
        await StateAsync(csms, "firmware-updates", id, "Running");
        await station.CallAsync("SignedFirmwareStatusNotification", """{"status":"InstallVerificationFailed"}""");
        Assert.Contains("InstallVerificationFailed", (await StateAsync(csms, "firmware-updates", id, "Failed")).GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_signature_of_the_operators_own_must_fit_the_file_and_a_key_its_certificate()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var firmware = await FirmwareAsync(csms);
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("Firmware", isEc: true);
        using var other = authority.Issue("Other", isEc: true);
        using var key = certificate.GetECDsaPrivateKey()!;
        using var otherKey = other.GetECDsaPrivateKey()!;
        var pem = certificate.ExportCertificatePem();
        Task<Answer> WithAsync(byte[] hash) => csms.SendAsync("POST", "/api/v1/stations/CP1/firmware-updates",
            JsonSerializer.Serialize(new { firmware, signingCertificate = pem, signature = FirmwareSignature.Make(hash, key) }));

        Assert.Contains("not signed", (await WithAsync(SHA256.HashData("another"u8))).Problem(422).GetProperty("errors").GetProperty("signature")[0].GetString());
        Assert.Equal(202, (await WithAsync(SHA256.HashData(Image))).Code);
        var wrong = await csms.SendAsync("POST", "/api/v1/firmware-signers", JsonSerializer.Serialize(new { name = "Maker", certificate = pem, privateKey = otherKey.ExportPkcs8PrivateKeyPem() }));
        Assert.Contains("not the key", wrong.Problem(422).GetProperty("errors").GetProperty("privateKey")[0].GetString());
    }

    [Fact]
    public async Task An_update_without_a_sign_times_out_and_a_station_that_tells_late_is_believed()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "firmware-updates", $$"""{"firmware":{{await FirmwareAsync(csms)}}}""");
        await TellAsync(station, "Downloading");
        await AgeAsync(csms, "UPDATE firmware_updates SET due_at = @at", TimeSpan.FromSeconds(1));

        Assert.Contains("1440 minutes", (await StateAsync(csms, "firmware-updates", id, "TimedOut")).GetProperty("why").GetString());
        using var late = await FetchAsync(csms, sent.GetProperty("location").GetString()!);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        await TellAsync(station, "Idle");
        await TellAsync(station, "Installed");
        await StateAsync(csms, "firmware-updates", id, "Installed");
    }

    [Fact]
    public async Task A_later_update_takes_the_place_of_the_one_under_way_and_a_refused_one_does_not()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var body = $$"""{"firmware":{{await FirmwareAsync(csms)}}}""";
        var (first, old) = await AskAsync(csms, station, "firmware-updates", body);
        await TellAsync(station, "Downloading");
        var refused = (await csms.SendAsync("POST", "/api/v1/stations/CP1/firmware-updates", body)).Json.GetProperty("id").GetInt64();
        var call = JsonElement.Parse((await station.ReceiveAsync())!);
        await station.SendAsync($$"""[4,"{{call[1].GetString()}}","NotSupported","signed firmware only",{}]""");
        Assert.Contains("signed firmware only", (await StateAsync(csms, "firmware-updates", refused, "Refused")).GetProperty("why").GetString());
        await StateAsync(csms, "firmware-updates", first, "Running");

        var (second, _) = await AskAsync(csms, station, "firmware-updates", body);
        await StateAsync(csms, "firmware-updates", first, "Superseded");
        using var gone = await FetchAsync(csms, old.GetProperty("location").GetString()!);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await TellAsync(station, "Downloading");
        await StateAsync(csms, "firmware-updates", second, "Running");
    }

    [Fact]
    public async Task A_command_with_an_address_of_the_operators_own_is_followed_as_well()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        await csms.SendAsync("POST", "/api/v1/stations/CP1/commands/UpdateFirmware", """{"location":"https://maker.example/fw.bin","retrieveDate":"2026-01-01T00:00:00Z"}""");
        Assert.Equal("https://maker.example/fw.bin", (await station.AnswerAsync("{}"))[3].GetProperty("location").GetString());
        var update = await StateAsync(csms, "firmware-updates", 1, "Accepted");
        Assert.Equal(JsonValueKind.Null, update.GetProperty("firmware").ValueKind);
        await TellAsync(station, "DownloadFailed");
        await StateAsync(csms, "firmware-updates", 1, "Failed");
    }

    [Fact]
    public async Task A_file_is_kept_with_its_hash_within_the_cap_and_removed_when_nobody_awaits_it()
    {
        await using var csms = await ServedCsms.StartAsync(with: options => options with { Files = options.Files with { LargestFirmware = 200_000 } });
        await csms.RegisterAsync();
        var folder = Path.Combine(csms.Options.Data, "firmware");
        (await UploadAsync(csms, content: new byte[200_001])).Problem(413);
        (await UploadAsync(csms, "name=../fw&version=1")).Problem(422);
        (await UploadAsync(csms, content: [])).Problem(422);
        (await csms.SendAsync("POST", "/api/v1/firmware?name=a&version=1", "{}")).Problem(415);
        (await UploadAsync(csms, token: await csms.TokenAsync(Role.Support))).Problem(403);
        Assert.Empty(Directory.EnumerateFiles(folder));

        var id = await FirmwareAsync(csms, "name=fw.bin&version=1&vendor=V&model=Other");
        var seen = (await csms.SendAsync("GET", $"/api/v1/firmware/{id}")).Json;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Image)), seen.GetProperty("sha256").GetString());
        Assert.Single(Directory.EnumerateFiles(folder));
        await using var station = await csms.ConnectAsync();
        Assert.Equal("firmware-for-another-model", (await csms.SendAsync("POST", "/api/v1/stations/CP1/firmware-updates", $$"""{"firmware":{{id}}}""")).Problem(409).GetProperty("code").GetString());
        var (update, _) = await AskAsync(csms, station, "firmware-updates", $$"""{"firmware":{{id}},"anyModel":true}""");
        (await csms.SendAsync("DELETE", $"/api/v1/firmware/{id}")).Problem(409);
        await TellAsync(station, "Installed");
        await StateAsync(csms, "firmware-updates", update, "Installed");
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/firmware/{id}")).Code);
        Assert.Empty(Directory.EnumerateFiles(folder));
    }

    [Fact]
    public async Task A_public_address_goes_before_the_one_that_the_station_connected_to()
    {
        await using var csms = await ServedCsms.StartAsync(with: options => options with { Files = options.Files with { PublicUrl = new Uri("https://csms.example.org/charging/") } });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (_, sent) = await AskAsync(csms, station, "firmware-updates", $$"""{"firmware":{{await FirmwareAsync(csms)}}}""");
        Assert.StartsWith("https://csms.example.org/charging/station-files/", sent.GetProperty("location").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_told_over_TLS_is_not_served_without_it()
    {
        await using var csms = await HandshakeTests.StartAsync();
        await csms.RegisterAsync(more: ""","securityProfile":2""");
        await using var station = new RawStation(csms.SecureAddress, "CP1");
        await station.ConnectAsync();
        await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        var (_, sent) = await AskAsync(csms, station, "firmware-updates", $$"""{"firmware":{{await FirmwareAsync(csms)}}}""");
        var location = sent.GetProperty("location").GetString()!;
        Assert.StartsWith(csms.SecureAddress.ToString(), location, StringComparison.Ordinal);

        using var open = await FetchAsync(csms, new Uri(csms.Address, new Uri(location).AbsolutePath).ToString());
        Assert.Equal(HttpStatusCode.NotFound, open.StatusCode);
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null } };
        using var secure = new HttpClient(handler);
        Assert.Equal(Image, await secure.GetByteArrayAsync(new Uri(location)));
    }

    private static async Task TellAsync(RawStation station, string status) =>
        Assert.Equal("{}", (await station.CallAsync("FirmwareStatusNotification", $$"""{"status":"{{status}}"}"""))[2].GetRawText());
}
