using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Lab;

/// <summary>The lab and our station or our CSMS, each a process of its own.</summary>
public sealed class LabTests
{
    public static TheoryData<string, string[]> Runs => new()
    {
        { "ampevo", ["TC_005_3_CS", "TC_010_CS", "TC_011_1_CS", "TC_012_CS", "TC_014_CS", "TC_017_1_CS", "TC_019_CS", "TC_032_2_CS", "TC_043_1_CS"] },
        { "full", ["TC_003_CS", "TC_024_CS", "TC_044_2_CS", "TC_045_1_CS", "TC_046_2_CS", "TC_054_CS", "TC_066_CS", "TC_008_2_CS"] },
        { "tethered", ["TC_003_CS", "TC_015_CS", "TC_016_CS", "TC_018_2_CS", "TC_032_1_CS"] },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Our_station_passes_the_lab_and_the_report_can_be_verified(string preset, string[] cases)
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        await using var station = await StationProgram.StartAsync(
            folder.Path, new StationStart { Url = new Uri($"ws://127.0.0.1:{port}/"), Identity = "LAB-1", Password = null, Product = preset });
        var report = Path.Combine(folder.Path, "report");
        await using var lab = Start([
            "station", "--pics", preset, "--control", $"{station.Page}api/station", "--port", $"{port}", "--report", report, "--only", .. cases]);
        await EndedAsync(lab, $"{cases.Length} passed, 0 failed, 0 inconclusive, 0 with errors.");
        Assert.Equal(0, lab.ExitCode);

        var file = Path.Combine(report, "report.json");
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.All(written.RootElement.GetProperty("cases").EnumerateArray(), one => Assert.Equal("pass", one.GetProperty("verdict").GetString()));
        Assert.Contains("not a certificate of the Open Charge Alliance", await File.ReadAllTextAsync(Path.Combine(report, "report.html"), TestContext.Current.CancellationToken));

        await using (var verified = Start(["verify", file]))
        {
            await EndedAsync(verified, "Unchanged");
            Assert.Equal(0, verified.ExitCode);
        }
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"passed\": ", "\"passed\": 1"), TestContext.Current.CancellationToken);
        await using var changed = Start(["verify", file]);
        await EndedAsync(changed, "The seal does not fit");
        Assert.Equal(1, changed.ExitCode);
    }

    [Fact]
    public async Task Our_station_is_raised_from_no_security_profile_to_3_and_passes_every_case_of_firmware_and_security()
    {
        using var folder = new TemporaryFolder();
        var (port, secure) = (FreePort(), FreePort());
        var authority = Path.Combine(folder.Path, "authority");
        await using (var made = Start(["authority", "--authority", authority])) await EndedAsync(made, "Root: ");
        await using var station = await StationProgram.StartAsync(
            folder.Path,
            new StationStart
            {
                Url = new Uri($"ws://127.0.0.1:{port}/"),
                SecureUrl = new Uri($"wss://localhost:{secure}/"),
                CsmsRoot = Path.Combine(authority, "root.pem"),
                Identity = "LAB-1",
                Password = null,
            });
        var settings = JsonSerializer.Serialize(new
        {
            goodFirmware = Put(folder, "good.bin", Image("hello", says: "hello")),
            badFirmware = Put(folder, "bad.bin", Image("HELLO", says: "hello")),
            longTimeout = 45,
        });
        await using var lab = Start(
        [
            "station", "--pics", "full", "--control", $"{station.Page}api/station", "--port", $"{port}", "--secure-port", $"{secure}", "--authority", authority,
            "--password-file", Put(folder, "password", Convert.ToHexString(RandomNumberGenerator.GetBytes(20))),
            "--settings", Put(folder, "settings.json", settings), "--report", Path.Combine(folder.Path, "report"), "--profile", "FirmwareManagement", "Security",
        ]);
        await EndedAsync(lab, "20 passed, 0 failed, 0 inconclusive, 0 with errors.");
        Assert.Equal(0, lab.ExitCode);
    }

    [Fact]
    public async Task Two_stations_share_the_cases_out_and_yield_one_report_with_a_trace_of_each()
    {
        using var folder = new TemporaryFolder();
        var first = FreePorts(2);
        await using var one = await StationProgram.StartAsync(Path.Combine(folder.Path, "1"), At(first));
        await using var two = await StationProgram.StartAsync(Path.Combine(folder.Path, "2"), At(first + 1));
        string[] cases = ["TC_019_CS", "TC_021_CS", "TC_026_CS", "TC_028_CS", "TC_040_1_CS", "TC_040_2_CS"];
        var report = Path.Combine(folder.Path, "report");
        string[] shared =
        [
            "station", "--pics", "full", "--port", $"{first}", "--secure-port", "0", "--authority", Path.Combine(folder.Path, "authority"), "--report", report,
            "--parallel", "2", "--only", .. cases,
        ];
        await using (var refused = Start([.. shared, "--control", $"{one.Page}api/station"]))
        {
            await EndedAsync(refused, "--parallel 2 wants --control 2 times");
            Assert.Equal(2, refused.ExitCode);
        }
        var mapping = Put(folder, "mapping.json", """{ "plug": { "url": "http://127.0.0.1:1/plug" } }""");
        await using (var refused = Start([.. shared, "--mapping", mapping]))
        {
            await EndedAsync(refused, "plug does not say which station it is for");
            Assert.Equal(2, refused.ExitCode);
        }
        await using var lab = Start([.. shared, "--control", $"{one.Page}api/station", $"{two.Page}api/station"]);
        await EndedAsync(lab, $"{cases.Length} passed, 0 failed, 0 inconclusive, 0 with errors.");
        Assert.Equal(0, lab.ExitCode);
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(report, "report.json"), TestContext.Current.CancellationToken));
        Assert.Equal(cases.Order(), written.RootElement.GetProperty("cases").EnumerateArray().Select(found => found.GetProperty("id").GetString()!).Order());
        var traces = Directory.GetFiles(report, "trace-*.jsonl");
        Assert.Equal(2, traces.Length);
        Assert.All(traces, trace => Assert.Contains("TC_0", File.ReadAllText(trace)));

        static StationStart At(int port) => new() { Url = new Uri($"ws://127.0.0.1:{port}/"), Identity = "LAB-1", Password = null };
    }

    [Fact]
    public async Task Our_CSMS_passes_the_lab()
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "csms");
        await using var csms = await CsmsProgram.StartAsync(data, options: ["--tls-port", "0", "--tls-name", "localhost", "--cpo-name", "Ampwright Lab"]);
        string File(string name, string content) => Put(folder, name, content);
        await using var lab = Start(
        [
            "csms", "--pics", "ampwright", "--url", $"{csms.StationUrl}", "--secure-url", $"{csms.SecureStationUrl}", "--csms-root", Path.Combine(data, "tls", "root.pem"),
            "--security-profile", "1", "--authority", Path.Combine(folder.Path, "authority"), "--api", $"http://127.0.0.1:{csms.StationUrl.Port}", "--api-token-file", File("token", CsmsProgram.ApiToken),
            "--password-file", File("password", CsmsApi.StationPassword), "--register", "--report", Path.Combine(folder.Path, "report"),
            "--settings", File("settings.json", """{"heartbeatInterval":1,"reservationOffset":3}"""), "--profile", "FirmwareManagement", "SmartCharging", "Security",
        ]);
        await EndedAsync(lab, "24 passed, 0 failed, 0 inconclusive, 0 with errors.");
        Assert.Equal(0, lab.ExitCode);
        await using var verified = Start(["verify", Path.Combine(folder.Path, "report", "report.json")]);
        await EndedAsync(verified, "Unchanged");
    }

    /// <summary>Firmware as the simulated hardware of preset full takes it (docs/station-files.md).</summary>
    private static string Image(string content, string says) =>
        $"AMPWRIGHT-FIRMWARE 1\nvendor: Ampwright\nmodel: Two Sockets 22\nversion: 0.2.0\nlength: {content.Length}\n"
        + $"sha256: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(says)))}\n\n{content}";

    private static string Put(TemporaryFolder folder, string name, string content)
    {
        var file = Path.Combine(folder.Path, name);
        File.WriteAllText(file, content);
        return file;
    }

    private static RunningProgram Start(IEnumerable<string> arguments) =>
        RunningProgram.StartAssembly("the lab", Repository.ProgramFile("Ampwright.Lab", "ampwright-lab"), arguments);

    private static async Task EndedAsync(RunningProgram program, string saying)
    {
        try
        {
            // Where a station is raised through all security profiles it waits out its back-off several times.
            await Eventually.HoldsAsync(() => program.HasExited, "the lab has ended", TimeSpan.FromMinutes(20));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException(program.ToString(), late);
        }
        Assert.True(program.Output.Any(line => line.Contains(saying, StringComparison.Ordinal)), program.ToString());
    }

    private static int FreePorts(int following)
    {
        while (true)
        {
            var first = FreePort();
            try
            {
                for (var number = 1; number < following; number++)
                {
                    using var next = new TcpListener(IPAddress.Loopback, first + number);
                    next.Start();
                }
                return first;
            }
            catch (SocketException)
            {
                // The one behind it is taken.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
