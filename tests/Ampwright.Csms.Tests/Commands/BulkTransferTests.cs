using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Connections;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Files;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.Csms.Tests.TransportSecurity;
using Ampwright.Ocpp.Certificates;
using static Ampwright.Csms.Tests.Firmware.FirmwareWorld;

namespace Ampwright.Csms.Tests.Commands;

/// <summary>Updates of firmware and uploads of logs, for many stations at once.</summary>
public sealed class BulkTransferTests
{
    private const string Bulk = "/api/v1/bulk-commands";

    [Fact]
    public async Task Each_station_fetches_by_a_link_of_its_own_and_the_next_is_asked_when_an_update_is_over()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var identity in (string[])["CP1", "CP2", "CP3"]) await csms.RegisterAsync(identity);
        await using var first = await csms.ConnectAsync("CP1");
        await using var second = await csms.ConnectAsync("CP2");
        await using var third = await csms.ConnectAsync("CP3");

        var made = await MakeAsync(csms, $$"""{"firmwareUpdate":{"firmware":{{await FirmwareAsync(csms)}},"retries":1},"stations":["CP1","CP2","CP3"],"concurrency":1}""");
        Assert.Equal(("UpdateFirmware", 3, 1, 2), (made.Json.GetProperty("action").GetString(), Count(made.Json, "total"), Count(made.Json, "open"), Count(made.Json, "waiting")));
        var mine = Location(await first.AnswerAsync("{}"));
        await TellAsync(first, "Downloading");
        Assert.Equal(Image, await BytesAsync(csms, mine));
        await TellAsync(first, "Downloaded");
        // It has answered and fetched, and is not through: the others still wait.
        Assert.Equal((1, 2), await OpenAndWaitingAsync(csms, made));
        await TellAsync(first, "Installed");

        var its = Location(await second.AnswerAsync("{}"));
        Assert.NotEqual(mine, its);
        using (var over = await FetchAsync(csms, mine)) Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
        await TellAsync(second, "DownloadFailed");
        await third.AnswerAsync("{}");
        await TellAsync(third, "Installed");
        var done = await UntilAsync(csms, made, "Done");

        Assert.Equal((2, 1, 0), (Count(done, "succeeded"), Count(done, "failed"), Count(done, "open")));
        Assert.Equal(["CP1 Succeeded Installed", "CP2 Failed Failed: the station told DownloadFailed", "CP3 Succeeded Installed"], await PartsAsync(csms, made));
        var updates = (await csms.SendAsync("GET", "/api/v1/firmware-updates")).Json.GetProperty("items").EnumerateArray().Reverse();
        Assert.Equal(["CP1 Installed", "CP2 Failed", "CP3 Installed"], updates.Select(update => $"{update.GetProperty("station").GetString()} {update.GetProperty("state").GetString()}"));
        await SecretIsNowhereAsync(csms, mine);

        // It had failed by our account, and tells late that it went well.
        await TellAsync(second, "Installed");
        await RunningCsms.UntilAsync(async () => Count((await csms.SendAsync("GET", made.Headers["Location"])).Json, "succeeded") == 3);
        Assert.Equal(0, Count((await csms.SendAsync("GET", made.Headers["Location"])).Json, "failed"));
    }

    [Fact]
    public async Task A_signed_update_is_signed_once_and_numbered_for_each_station()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var identity in (string[])["CP1", "CP2"]) await csms.RegisterAsync(identity);
        await using var first = await csms.ConnectAsync("CP1");
        await using var second = await csms.ConnectAsync("CP2");
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("Firmware", isEc: true);
        var pem = TestAuthority.Pem(certificate);
        var signer = await csms.SendAsync("POST", "/api/v1/firmware-signers", JsonSerializer.Serialize(
            new { name = "Maker", certificate = certificate.ExportCertificatePem(), privateKey = pem[pem.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..] }));
        var firmware = await FirmwareAsync(csms);
        var signed = $$"""{"firmware":{{firmware}},"signer":{{signer.Json.GetProperty("id").GetInt64()}}}""";
        // So that the next number of the first station is another than that of the second.
        var (earlier, _) = await AskAsync(csms, first, "firmware-updates", signed, """{"status":"Rejected"}""");
        await StateAsync(csms, "firmware-updates", earlier, "Refused");

        var made = await MakeAsync(csms, $$"""{"firmwareUpdate":{{signed}},"stations":["CP1","CP2"]}""");
        var (one, two) = ((await first.AnswerAsync("""{"status":"Accepted"}"""))[3], (await second.AnswerAsync("""{"status":"InvalidCertificate"}"""))[3]);

        Assert.Equal((2, 1), (Count(one, "requestId"), Count(two, "requestId")));
        Assert.Null(FirmwareSignature.Check(SHA256.HashData(Image), one.GetProperty("firmware").GetProperty("signature").GetString()!, certificate));
        await first.CallAsync("SignedFirmwareStatusNotification", """{"status":"Installed","requestId":2}""");
        await UntilAsync(csms, made, "Done");
        Assert.Equal(["CP1 Succeeded Installed", "CP2 Failed Refused: the station answered InvalidCertificate"], await PartsAsync(csms, made));
    }

    [Fact]
    public async Task Logs_are_brought_by_as_many_stations_at_once_as_allowed()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var identity in (string[])["CP1", "CP2", "CP3"]) await csms.RegisterAsync(identity);
        await using var first = await csms.ConnectAsync("CP1");
        await using var second = await csms.ConnectAsync("CP2");
        await using var third = await csms.ConnectAsync("CP3");

        var made = await MakeAsync(csms, """{"logUpload":{"kind":"SecurityLog"},"filter":{"connected":true},"concurrency":2}""");
        var (one, two) = ((await first.AnswerAsync("""{"status":"Accepted"}"""))[3], (await second.AnswerAsync("""{"status":"Accepted"}"""))[3]);
        Assert.Equal((2, 1), await OpenAndWaitingAsync(csms, made));
        Assert.Equal(HttpStatusCode.Created, await PutAsync(csms, $"{LogLocation(one)}first.log", [1]));
        Assert.Equal(HttpStatusCode.Created, await PutAsync(csms, $"{LogLocation(two)}second.log", [1, 2]));
        await first.CallAsync("LogStatusNotification", $$"""{"status":"Uploaded","requestId":{{Count(one, "requestId")}}}""");
        await third.AnswerAsync("""{"status":"Rejected"}""");
        await second.CallAsync("LogStatusNotification", $$"""{"status":"UploadFailure","requestId":{{Count(two, "requestId")}}}""");
        var done = await UntilAsync(csms, made, "Done");

        Assert.Equal((1, 2), (Count(done, "succeeded"), Count(done, "failed")));
        Assert.StartsWith("CP1 Succeeded Uploaded", (await PartsAsync(csms, made))[0], StringComparison.Ordinal);
        var files = (await csms.SendAsync("GET", "/api/v1/log-uploads")).Json.GetProperty("items").EnumerateArray().Where(upload => upload.GetProperty("hasFile").GetBoolean());
        Assert.Equal(["second.log", "first.log"], files.Select(upload => upload.GetProperty("fileName").GetString()));
    }

    [Fact]
    public async Task The_file_stays_while_stations_wait_for_it_and_is_for_the_models_it_is_for()
    {
        await using var csms = await ServedCsms.StartAsync();
        foreach (var identity in (string[])["CP1", "CP2"]) await csms.RegisterAsync(identity);
        await using var first = await csms.ConnectAsync("CP1");
        await using var second = await csms.ConnectAsync("CP2");
        var file = await FirmwareAsync(csms, "name=fw-3.bin&version=3.0&vendor=V&model=Other");

        var wrong = await MakeAsync(csms, $$"""{"firmwareUpdate":{"firmware":{{file}}},"stations":["CP1","CP2"]}""");
        Assert.Equal(("Done", 2), (wrong.Json.GetProperty("state").GetString(), Count(wrong.Json, "failed")));
        Assert.Contains("for V Other", (await PartsAsync(csms, wrong))[0], StringComparison.Ordinal);

        var all = await MakeAsync(csms, $$"""{"firmwareUpdate":{"firmware":{{file}},"anyModel":true},"stations":["CP1","CP2"],"concurrency":1}""");
        await csms.SendAsync("POST", $"{all.Headers["Location"]}/pause");
        await first.AnswerAsync("{}");
        await TellAsync(first, "Installed");
        await RunningCsms.UntilAsync(async () => Count((await csms.SendAsync("GET", all.Headers["Location"])).Json, "succeeded") == 1);
        Assert.Equal((0, 1), await OpenAndWaitingAsync(csms, all));
        Assert.Equal("firmware-awaited", (await csms.SendAsync("DELETE", $"/api/v1/firmware/{file}")).Problem(409).GetProperty("code").GetString());

        var cancelled = (await csms.SendAsync("POST", $"{all.Headers["Location"]}/cancel")).Json;
        Assert.Equal(("Cancelled", 1, 1), (cancelled.GetProperty("state").GetString(), Count(cancelled, "succeeded"), Count(cancelled, "skipped")));
        Assert.Equal(204, (await csms.SendAsync("DELETE", $"/api/v1/firmware/{file}")).Code);
    }

    [Fact]
    public async Task It_stops_when_too_many_transfers_fail_and_a_resume_forgives_them()
    {
        await using var store = new TestStore();
        var registry = new StationRegistry(store.Database);
        List<long> stations = [];
        for (var number = 0; number < 12; number++) stations.Add((await registry.RegisterAsync(new StationRegistration { Identity = $"CP{number:00}", WithoutPassword = true })).StationId);
        var order = LogOrder.Of(new LogUploadRequest { Kind = "Diagnostics" }, new FieldErrors())!;
        var bulk = await store.Database.WriteAsync(unit => BulkLife.Create(unit, order.Command("ann"), stations, concurrency: 1, stopOnErrorPercent: 50, order));
        Task FailAsync() => store.Database.WriteAsync(unit =>
        {
            var open = stations.SelectMany(station => LogUploads.Open(unit.Connection, station)).Single();
            LogUploads.End(unit, open, LogUploadState.Failed, "the station told UploadFailed");
        });

        for (var end = 0; end < BulkLife.LeastEnds; end++) await FailAsync();
        var stopped = await store.Database.ReadAsync(connection => BulkLife.Find(connection, bulk));
        Assert.Equal((BulkState.Stopped, 10, 2, 0), (stopped!.State, stopped.Failed, stopped.Waiting, stopped.Open));

        Assert.True(await store.Database.WriteAsync(unit => BulkLife.Turn(unit, bulk, BulkState.Running)));
        await FailAsync();
        await FailAsync();
        Assert.Equal(BulkState.Done, (await store.Database.ReadAsync(connection => BulkLife.Find(connection, bulk)))!.State);
    }

    [Fact]
    public async Task A_station_that_may_be_at_it_after_a_restart_keeps_its_place_until_its_time_is_over()
    {
        await using var store = new TestStore();
        var registry = new StationRegistry(store.Database);
        var first = await registry.RegisterAsync(new StationRegistration { Identity = "CP1", WithoutPassword = true });
        var second = await registry.RegisterAsync(new StationRegistration { Identity = "CP2", WithoutPassword = true });
        var lease = (await new Leases(store.Database).TakeAsync(first.StationId, "x"))!;
        var order = LogOrder.Of(new LogUploadRequest { Kind = "Diagnostics", TimeoutMinutes = 30 }, new FieldErrors())!;
        var bulk = await store.Database.WriteAsync(unit => BulkLife.Create(
            unit, order.Command("ann") with { Lifetime = TimeSpan.FromDays(1) }, [first.StationId, second.StationId], concurrency: 1, stopOnErrorPercent: null, order));
        Assert.NotNull(await store.Database.WriteAsync(unit => CommandLife.TakeNext(unit, lease, first, new CommandSecrets(), new ReachedAt(new Uri("http://csms"), ByOurTls: false))));

        await store.ReopenAsync();
        await store.Database.WriteAsync(CommandLife.FailThoseOfEarlierRun);
        var kept = await store.Database.ReadAsync(connection => BulkLife.Find(connection, bulk));
        Assert.Equal((BulkState.Running, 1, 1, 0), (kept!.State, kept.Open, kept.Waiting, kept.Failed));

        store.Time.Advance(TimeSpan.FromMinutes(31));
        await store.Database.WriteAsync(LogUploads.Expire);
        var now = await store.Database.ReadAsync(connection => BulkLife.Find(connection, bulk));
        Assert.Equal((BulkState.Running, 1, 0, 1), (now!.State, now.Open, now.Waiting, now.Failed));
        Assert.True(await store.Database.ReadAsync(connection => CommandLife.AnyQueued(connection, second.StationId)));
    }

    [Theory]
    [InlineData("""{"firmwareUpdate":{"firmware":77},"stations":["CP1"]}""", "firmwareUpdate.firmware")]
    [InlineData("""{"logUpload":{"kind":"All","retries":-1},"stations":["CP1"]}""", "logUpload.kind", "logUpload.retries")]
    [InlineData("""{"logUpload":{"kind":"Diagnostics"},"action":"ClearCache","stations":["CP1"]}""", "action")]
    [InlineData("""{"logUpload":{"kind":"Diagnostics"},"firmwareUpdate":{},"stations":["CP1"]}""", "action", "firmwareUpdate.firmware")]
    [InlineData("""{"logUpload":{"kind":"Diagnostics"},"stations":["NOBODY"]}""", "stations")]
    public async Task One_that_could_not_be_carried_out_is_refused(string body, params string[] fields)
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        var errors = (await csms.SendAsync("POST", Bulk, body)).Problem(422).GetProperty("errors");
        Assert.All(fields, field => Assert.True(errors.TryGetProperty(field, out _), errors.GetRawText()));
    }

    private static int Count(JsonElement told, string what) => told.GetProperty(what).GetInt32();

    private static string Location(JsonElement call) => call[3].GetProperty("location").GetString()!;

    private static string LogLocation(JsonElement sent) => sent.GetProperty("log").GetProperty("remoteLocation").GetString()!;

    private static async Task<Answer> MakeAsync(ServedCsms csms, string body)
    {
        var made = await csms.SendAsync("POST", Bulk, body);
        Assert.True(made.Code == 201, made.Text);
        return made;
    }

    private static async Task<byte[]> BytesAsync(ServedCsms csms, string location)
    {
        using var answer = await FetchAsync(csms, location);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<(int Open, int Waiting)> OpenAndWaitingAsync(ServedCsms csms, Answer made)
    {
        var now = (await csms.SendAsync("GET", made.Headers["Location"])).Json;
        return (Count(now, "open"), Count(now, "waiting"));
    }

    private static async Task<List<string>> PartsAsync(ServedCsms csms, Answer made) =>
        [.. (await csms.SendAsync("GET", $"{made.Headers["Location"]}/stations")).Json.GetProperty("items").EnumerateArray()
            .Select(part => $"{part.GetProperty("station").GetString()} {part.GetProperty("state").GetString()} {part.GetProperty("detail").GetString()}")];

    private static async Task<JsonElement> UntilAsync(ServedCsms csms, Answer made, string state)
    {
        JsonElement told = default;
        await RunningCsms.UntilAsync(async () => (told = (await csms.SendAsync("GET", made.Headers["Location"])).Json).GetProperty("state").GetString() == state);
        return told;
    }

    private static Task<JsonElement> TellAsync(RawStation station, string status) => station.CallAsync("FirmwareStatusNotification", $$"""{"status":"{{status}}"}""");
}
