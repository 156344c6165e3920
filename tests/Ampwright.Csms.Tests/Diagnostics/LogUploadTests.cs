using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Retention;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using Microsoft.Extensions.Hosting;
using static Ampwright.Csms.Tests.Firmware.FirmwareWorld;

namespace Ampwright.Csms.Tests.Diagnostics;

public sealed class LogUploadTests
{
    private static readonly byte[] Log = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("it charged\n", 5000)));

    [Theory]
    [InlineData("Diagnostics", """{"fileName":"diag.zip"}""")]
    [InlineData("SecurityLog", """{"status":"Accepted","filename":"diag.zip"}""")]
    public async Task A_station_brings_its_log_which_is_listed_and_fetched(string kind, string answer)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "log-uploads", $$"""{"kind":"{{kind}}","from":"2026-01-01T00:00:00Z"}""", answer);
        var location = LocationOf(sent);
        await StateAsync(csms, "log-uploads", id, "Accepted");
        await TellAsync(station, sent, "Uploading");

        Assert.Equal(HttpStatusCode.Created, await PutAsync(csms, $"{location}diag.zip", Log));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(csms, $"{location}diag.zip", Log));
        Assert.Equal(HttpStatusCode.Conflict, await PutAsync(csms, $"{location}diag.zip", [1, 2, 3]));
        Assert.Single(Files(csms));
        await SecretIsNowhereAsync(csms, location);
        await TellAsync(station, sent, "Uploaded");
        var done = await StateAsync(csms, "log-uploads", id, "Uploaded");

        Assert.Equal((Log.Length, Convert.ToHexStringLower(SHA256.HashData(Log)), "diag.zip"),
            (done.GetProperty("bytes").GetInt32(), done.GetProperty("sha256").GetString()!, done.GetProperty("fileName").GetString()!));
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(csms, $"{location}diag.zip", Log));
        var file = await csms.SendAsync("GET", $"/api/v1/log-uploads/{id}/file");
        Assert.Equal(Encoding.UTF8.GetString(Log), file.Text);
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(("nosniff", "application/octet-stream"), (file.Headers["X-Content-Type-Options"], file.Type));
        (await csms.SendAsync("GET", $"/api/v1/log-uploads/{id}/file", token: await csms.TokenAsync(Role.Support))).Problem(403);
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/log-uploads/{id}/file")).Code);
        Assert.Empty(Files(csms));
        (await csms.SendAsync("GET", $"/api/v1/log-uploads/{id}/file")).Problem(404);
    }

    [Fact]
    public async Task A_form_and_a_POST_to_the_address_itself_are_taken_and_no_name_is_a_path()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (form, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"../../csms.db"}""");
        using (var content = new MultipartFormDataContent { { new StringContent("x"), "remark" }, { new ByteArrayContent(Log), "file", "..\\..\\evil.exe" } })
        {
            using var answer = await FetchAsync(csms, LocationOf(sent), HttpMethod.Post, request => request.Content = content);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
        Assert.Equal("evil.exe", (await StateAsync(csms, "log-uploads", form, "Uploading")).GetProperty("fileName").GetString());

        var (body, next) = await AskAsync(csms, station, "log-uploads", """{"kind":"DiagnosticsLog"}""", """{"status":"Accepted","filename":"../../csms.db"}""");
        await StateAsync(csms, "log-uploads", body, "Accepted");
        Assert.Equal(HttpStatusCode.Created, await PutAsync(csms, LocationOf(next).TrimEnd('/'), Log, HttpMethod.Post));
        Assert.Equal("csms.db", (await StateAsync(csms, "log-uploads", body, "Uploading")).GetProperty("fileName").GetString());
        Assert.All(Files(csms), file => Assert.Matches("^[0-9a-f]{32}$", Path.GetFileName(file)));
    }

    [Fact]
    public async Task What_is_too_long_is_413_and_leaves_nothing_and_what_is_cut_off_is_not_a_file()
    {
        await using var csms = await ServedCsms.StartAsync(with: options => options with { Files = options.Files with { LargestLog = 50_000 } });
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"a"}""");
        var location = LocationOf(sent);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PutAsync(csms, location, new byte[50_001]));
        Assert.Contains("50000", (await StateAsync(csms, "log-uploads", id, "Accepted")).GetProperty("why").GetString());
        // Whoever announces no length is stopped at the limit.
        var unannounced = await RawAsync(csms, $"PUT {new Uri(location).AbsolutePath} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nEA60\r\n{new string('a', 60_000)}\r\n0\r\n\r\n");
        Assert.Contains(" 413 ", unannounced.Split('\n')[0], StringComparison.Ordinal);
        await RawAsync(csms, $"PUT {new Uri(location).AbsolutePath} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf", readsAnswer: false);
        var cut = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf of it";
        var form = "";
        // Until the server has seen that the one before is gone, it is under way.
        await Eventually.HoldsAsync(async () =>
        {
            form = await RawAsync(csms, $"POST {new Uri(location).AbsolutePath} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {cut.Length}\r\n\r\n{cut}");
            return !form.Contains(" 409 ", StringComparison.Ordinal);
        });
        Assert.Contains(" 400 ", form.Split('\n')[0], StringComparison.Ordinal);
        var status = HttpStatusCode.Conflict;
        await Eventually.HoldsAsync(async () =>
        {
            using var part = await FetchAsync(csms, location, HttpMethod.Put, request => request.Content = new ByteArrayContent([1]) { Headers = { ContentRange = new(0, 0, 2) } });
            status = part.StatusCode;
            return status != HttpStatusCode.Conflict;
        });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        await Eventually.HoldsAsync(() => Files(csms).Length == 0, "nothing is left");

        await TellAsync(station, sent, "Uploaded");
        Assert.Contains("no file has come", (await StateAsync(csms, "log-uploads", id, "Failed")).GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_link_told_over_TLS_takes_no_file_without_it()
    {
        await using var csms = await TransportSecurity.HandshakeTests.StartAsync();
        await csms.RegisterAsync(more: ""","securityProfile":2""");
        await using var station = new RawStation(csms.SecureAddress, "CP1");
        await station.ConnectAsync();
        await station.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        var (id, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"diag.zip"}""");
        var location = new Uri(LocationOf(sent));
        Assert.Equal(Uri.UriSchemeHttps, location.Scheme);

        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(csms, new Uri(csms.Address, location.AbsolutePath + "diag.zip").ToString(), Log));
        Assert.Empty(Files(csms));
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null } };
        using var secure = new HttpClient(handler);
        using var content = new ByteArrayContent(Log);
        Assert.Equal(HttpStatusCode.Created, (await secure.PutAsync(new Uri(location, "diag.zip"), content)).StatusCode);
        await StateAsync(csms, "log-uploads", id, "Uploading");
    }

    [Fact]
    public async Task Two_uploads_at_once_by_one_link_are_not_both_taken()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"a"}""");
        var location = LocationOf(sent);
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, csms.Address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"PUT {new Uri(location).AbsolutePath} HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab"));
        await Eventually.HoldsAsync(() => Files(csms).Length == 1, "the first is under way");

        Assert.Equal(HttpStatusCode.Conflict, await PutAsync(csms, location, Log));
        await slow.GetStream().WriteAsync("cd"u8.ToArray());
        Assert.Equal(4, (await StateAsync(csms, "log-uploads", id, "Uploading")).GetProperty("bytes").GetInt32());
    }

    [Theory]
    [InlineData("UploadFailed", "Failed")]
    [InlineData("Uploading", "TimedOut")]
    public async Task An_upload_ends_with_the_stations_word_or_with_our_patience(string status, string state)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"a"}""");
        await TellAsync(station, sent, "Idle");
        await StateAsync(csms, "log-uploads", id, "Accepted");
        await TellAsync(station, sent, status);
        await AgeAsync(csms, "UPDATE log_uploads SET due_at = @at WHERE ended_at IS NULL", TimeSpan.FromSeconds(1));
        await StateAsync(csms, "log-uploads", id, state);
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(csms, LocationOf(sent), Log));
    }

    [Theory]
    [InlineData("Diagnostics", "{}", "Failed", "nothing to upload")]
    [InlineData("SecurityLog", """{"status":"Rejected"}""", "Refused", "Rejected")]
    public async Task A_station_that_has_or_gives_nothing_leaves_a_row_that_says_so(string kind, string answer, string state, string why)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (id, sent) = await AskAsync(csms, station, "log-uploads", $$"""{"kind":"{{kind}}"}""", answer);
        Assert.Contains(why, (await StateAsync(csms, "log-uploads", id, state)).GetProperty("why").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await PutAsync(csms, LocationOf(sent), Log));
    }

    [Fact]
    public async Task Files_go_by_age_and_then_by_size_the_oldest_first()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        for (var number = 1; number <= 4; number++)
        {
            var (id, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"a"}""");
            Assert.Equal(HttpStatusCode.Created, await PutAsync(csms, LocationOf(sent), new byte[400_000 + number]));
            await TellAsync(station, sent, "Uploaded");
            await StateAsync(csms, "log-uploads", id, "Uploaded");
        }
        await AgeAsync(csms, "UPDATE log_uploads SET received_at = @at WHERE upload_id = 1", TimeSpan.FromDays(91));
        await csms.Database.WriteAsync(unit => RetentionStore.Write(unit, new RetentionSettings { LogFiles = new Bounds { KeepDays = 90, KeepMegabytes = 1 } }));

        await csms.Service<IEnumerable<IHostedService>>().OfType<LogFileKeeper>().Single().ForgetAsync();

        var left = (await csms.SendAsync("GET", "/api/v1/log-uploads")).Json.GetProperty("items").EnumerateArray().Where(upload => upload.GetProperty("hasFile").GetBoolean());
        Assert.Equal([4, 3], left.Select(upload => upload.GetProperty("id").GetInt32()));
        Assert.Equal(2, Files(csms).Length);
    }

    private static string LocationOf(JsonElement sent) =>
        (sent.TryGetProperty("log", out var log) ? log.GetProperty("remoteLocation") : sent.GetProperty("location")).GetString()!;

    private static string[] Files(ServedCsms csms) => Directory.GetFiles(Path.Combine(csms.Options.Data, "station-logs"));

    private static Task<JsonElement> TellAsync(RawStation station, JsonElement sent, string status) => sent.TryGetProperty("requestId", out var request)
        ? station.CallAsync("LogStatusNotification", $$"""{"status":"{{status}}","requestId":{{request.GetInt32()}}}""")
        : station.CallAsync("DiagnosticsStatusNotification", $$"""{"status":"{{status}}"}""");

    private static async Task<string> RawAsync(ServedCsms csms, string request, bool readsAnswer = true)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline, TimeProvider.System);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, csms.Address.Port, deadline.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), deadline.Token);
        if (!readsAnswer) return "";
        var buffer = new byte[4096];
        var read = await client.GetStream().ReadAsync(buffer, deadline.Token);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
