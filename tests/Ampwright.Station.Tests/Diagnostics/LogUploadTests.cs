using System.IO.Compression;
using System.Text;
using Ampwright.Ocpp.Messages.Firmware;
using Ampwright.Ocpp.Messages.RemoteTrigger;
using Ampwright.Ocpp.Messages.Security;
using Ampwright.Station.Flight;
using Ampwright.Station.Tests.Files;
using Ampwright.Station.Tests.Life;
using Ampwright.Station.Tests.Security;
using Ampwright.TestKit.Programs;

namespace Ampwright.Station.Tests.Diagnostics;

[Collection(FtpServer.Sessions)]
public sealed class LogUploadTests
{
    [Fact]
    public async Task Diagnostics_hold_station_configuration_trace_security_log_and_flight_record_and_no_secret()
    {
        using var folder = new TemporaryFolder();
        await using var server = await WebServer.StartAsync();
        using var test = SecureStation.With(1, prepare: one => one.Recorder = new FlightRecorder(folder["flight"], one.Time));
        using var recorder = test.Recorder;
        test.Charge();
        test.Change("AuthorizationKey", SecureStation.OtherKey);
        test.Call(new GetDiagnosticsRequest { Location = "ftp://user:topsecret@127.0.0.1:1/x?sig=topsecret", Retries = 0 });
        test.Until(() => Diagnostics(test).Contains("UploadFailed"));
        var location = server.At("logs").Replace("//", "//user:topsecret@", StringComparison.Ordinal);
        var name = test.Call(new GetDiagnosticsRequest { Location = location }).FileName;
        test.Until(() => Diagnostics(test).Contains("Uploaded"));
        Assert.Equal(["Uploading", "UploadFailed", "Uploading", "Uploaded"], Diagnostics(test));
        Assert.Equal("CP-1-20260301T120010Z-diagnostics.zip", name);

        var texts = Unpack(server.Files[$"/logs/{name}"]);
        Assert.Equal(["configuration.txt", "flight.jsonl", "security.log", "station.txt", "trace.log"], texts.Keys.Order());
        Assert.Contains("\"StartTransaction\"", texts["flight.jsonl"]);
        Assert.Contains("Charging", texts["station.txt"]);
        Assert.Contains("AuthorizationKey = (not shown)", texts["configuration.txt"]);
        Assert.Contains("transaction 1 starts", texts["trace.log"]);
        Assert.Contains("ReconfigurationOfSecurityParameters", texts["security.log"]);
        var all = string.Concat(texts.Values);
        foreach (var secret in (string[])["topsecret", SecureStation.Key, SecureStation.OtherKey])
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_what_lies_in_the_time_asked_for_is_in_the_logs()
    {
        await using var server = await WebServer.StartAsync();
        using var test = SecureStation.With(1);
        test.Hardware.Tamper("first door");
        test.Pass(3600);
        test.Hardware.Tamper("second door");
        test.Pass(3600);
        test.Hardware.Tamper("third door");
        test.Settle();
        var now = test.Time.GetUtcNow();
        var name = GetLog(test, server.At("logs/"), from: now.AddHours(-1.5), until: now.AddHours(-0.5)).Filename;
        test.Until(() => Log(test).Contains("Uploaded"));
        var line = Assert.Single(Encoding.UTF8.GetString(server.Files[$"/logs/{name}"]).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("second door", line);
    }

    [Theory]
    [InlineData(401, "PermissionDenied")]
    [InlineData(501, "NotSupportedOperation")]
    [InlineData(400, "BadMessage")]
    [InlineData(500, "UploadFailure")]
    public async Task A_log_that_cannot_be_brought_away_is_told_with_the_reason(int status, string told)
    {
        await using var server = await WebServer.StartAsync();
        server.Refuse = _ => status;
        using var test = SecureStation.With(1);
        Assert.Equal(LogStatus.Accepted, GetLog(test, server.At("logs/"), retries: 0).Status.Value);
        test.Until(() => Log(test).Count == 2);
        Assert.Equal(["Uploading", told], Log(test));
        Assert.Single(server.Requests, one => one.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_order_cancels_the_upload_under_way()
    {
        await using var server = await WebServer.StartAsync();
        server.Refuse = context =>
        {
            if (context.Request.Path.Value!.StartsWith("/first", StringComparison.Ordinal)) context.Abort();
            return null;
        };
        using var test = SecureStation.With(1);
        GetLog(test, server.At("first"), request: 1, retries: 5);
        test.Until(() => Paused(test));
        Assert.Equal(LogStatus.AcceptedCanceled, GetLog(test, server.At("second"), request: 2).Status.Value);
        test.Until(() => Log(test).Contains("Uploaded"));
        test.Pass(600);
        Assert.Equal([(1, "Uploading"), (2, "Uploading"), (2, "Uploaded")], test.Csms.All<LogStatusNotificationRequest>().Select(one => (one.RequestId!.Value, one.Status.Text)));
    }

    [Fact]
    public async Task An_upload_that_a_power_cut_interrupted_begins_anew()
    {
        await using var server = await WebServer.StartAsync();
        server.Refuse = _ => 503;
        using var test = SecureStation.With(1);
        var name = GetLog(test, server.At("logs"), retries: 5).Filename;
        test.Until(() => Paused(test));
        test.Die();
        test.Disk = test.Disk.AfterPowerCut(seed: 2);
        server.Refuse = _ => null;
        test.PowerOn();
        test.Until(() => Log(test).Contains("Uploaded"));
        Assert.True(server.Files.ContainsKey($"/logs/{name}"));
        test.Restart();
        test.Pass(10);
        Assert.Equal(1, Log(test).Count(one => one == "Uploaded"));
    }

    [Fact]
    public void Where_the_station_may_not_go_it_says_so()
    {
        using var test = SecureStation.With(1, options: one => one with { FileHosts = ["files.example.com"] });
        Assert.Equal(LogStatus.Rejected, GetLog(test, "https://evil.test/x").Status.Value);
        Assert.Null(test.Call(new GetDiagnosticsRequest { Location = "file:///etc" }).FileName);
        Assert.Equal(["UploadFailed"], Diagnostics(test));
        Assert.Empty(Log(test));
        Assert.Empty(test.Csms.FileDials);
    }

    [Fact]
    public async Task Asked_for_the_status_it_says_Uploading_while_it_does_else_Idle()
    {
        await using var server = await WebServer.StartAsync();
        server.Refuse = _ => 503;
        using var test = SecureStation.With(1);
        var diagnostics = new TriggerMessageRequest { RequestedMessage = MessageTrigger.DiagnosticsStatusNotification };
        var log = new ExtendedTriggerMessageRequest { RequestedMessage = ExtendedMessageTrigger.LogStatusNotification };
        test.Call(diagnostics);
        test.Call(log);
        GetLog(test, server.At("logs"), retries: 5);
        test.Call(new GetDiagnosticsRequest { Location = server.At("logs"), Retries = 5 });
        test.Until(() => test.Trace.Since().Count(line => line.Text.Contains("again in", StringComparison.Ordinal)) == 2);
        test.Call(diagnostics);
        test.Call(log);
        Assert.Equal(["Idle", "Uploading", "Uploading"], Diagnostics(test));
        Assert.Equal([(null, "Idle"), (7, "Uploading"), (7, "Uploading")], test.Csms.All<LogStatusNotificationRequest>().Select(one => (one.RequestId, one.Status.Text)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logs_go_to_an_ftp_server_with_and_without_TLS(bool secured)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Server();
        await using var server = await FtpServer.StartAsync(secured ? certificate : null);
        using var test = SecureStation.With(1, authority);
        var name = GetLog(test, server.At(""), type: LogType.DiagnosticsLog).Filename!;
        test.Until(() => Log(test).Contains("Uploaded"));
        Assert.Contains("station.txt", Unpack(await File.ReadAllBytesAsync(server.FileOf(name))).Keys);
    }

    internal static GetLogResponse GetLog(
        StationUnderTest test, string location, int request = 7, int? retries = null, DateTimeOffset? from = null, DateTimeOffset? until = null, LogType type = LogType.SecurityLog) =>
        test.Call(new GetLogRequest
        {
            LogType = type,
            RequestId = request,
            Retries = retries,
            RetryInterval = 10,
            Log = new LogParameters
            {
                RemoteLocation = location,
                OldestTimestamp = from is { } oldest ? new(oldest) : null,
                LatestTimestamp = until is { } latest ? new(latest) : null,
            },
        });

    private static bool Paused(StationUnderTest test) => test.Trace.Since().Any(line => line.Text.Contains("again in", StringComparison.Ordinal));

    private static List<string> Diagnostics(StationUnderTest test) => [.. test.Csms.All<DiagnosticsStatusNotificationRequest>().Select(one => one.Status.Text)];

    private static List<string> Log(StationUnderTest test) => [.. test.Csms.All<LogStatusNotificationRequest>().Select(one => one.Status.Text)];

    private static Dictionary<string, string> Unpack(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }
}
