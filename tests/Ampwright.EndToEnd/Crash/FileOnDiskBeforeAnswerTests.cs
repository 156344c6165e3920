using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>
/// A file that a caller was told is kept is there after a power cut, under the name its row has: content, new name and row are on the disk, in
/// this order, before the answer leaves. Read off the CSMS's calls of the system.
/// </summary>
public sealed class FileOnDiskBeforeAnswerTests
{
    private static readonly string[] Traced =
        ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "80", "-e", "trace=pwrite64,write,fsync,fdatasync,rename,renameat,renameat2,sendto,sendmsg", "-o"];

    [Fact]
    public async Task A_kept_file_and_its_name_are_on_the_disk_before_its_row_and_that_before_the_answer()
    {
        if (await Crash.Strace.WhyNotAsync() is { } reason) Assert.Skip(reason);
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"], under: [.. Traced, folder["calls"]]);
        await csms.Api.SendAsync(HttpMethod.Put, "messages/settings", new { enabled = false, keepDays = 30, keepMegabytes = 1024 });
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", CsmsProgram.ApiToken) } };
        using (var file = new ByteArrayContent(new byte[200_000]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } })
        {
            using var answer = await http.PostAsync(new Uri($"http://{csms.StationUrl.Authority}/api/v1/firmware?name=fw.bin&version=1"), file);
            Assert.Equal(201, (int)answer.StatusCode);
        }
        await UploadLogAsync(csms);
        await csms.KillAsync();
        await Eventually.HoldsAsync(() => File.ReadAllText(folder["calls"]).Contains("killed by SIGKILL", StringComparison.Ordinal), "strace has written all it saw");

        var calls = SystemCall.Read(await File.ReadAllLinesAsync(folder["calls"])).ToList();
        var from = Follows(calls, 0, "firmware");
        Follows(calls, from, "station-logs");
    }

    /// <returns>The place of the answer among the calls.</returns>
    private static int Follows(List<SystemCall> calls, int from, string shelf)
    {
        var at = from;
        Next("the content is written", call => call.Name is "pwrite64" or "write" && call.Text.Contains($"/{shelf}/", StringComparison.Ordinal) && call.Text.Contains(".part>", StringComparison.Ordinal));
        var begun = at;
        Next("the content is synced", call => call.Name is "fsync" or "fdatasync" && call.Text.Contains($"/{shelf}/", StringComparison.Ordinal) && call.Returned == "0");
        Assert.DoesNotContain(calls.Take(at), IsRename);
        Next("it gets its name", call => IsRename(call) && call.Returned == "0");
        Next("the name is synced", call => call.Name == "fsync" && call.Text.Contains($"/{shelf}>", StringComparison.Ordinal) && call.Returned == "0");
        Next("its row is written", call => call.Name == "pwrite64" && IsOnLog(call));
        Next("its row is synced", call => call.Name is "fsync" or "fdatasync" && IsOnLog(call) && call.Returned == "0");
        Assert.DoesNotContain(calls.Skip(begun).Take(at - begun), IsAnswer);
        Next("it is answered", IsAnswer);
        return at;

        bool IsRename(SystemCall call) => call.Name.StartsWith("rename", StringComparison.Ordinal) && call.Text.Contains($"/{shelf}/", StringComparison.Ordinal);

        void Next(string what, Predicate<SystemCall> due)
        {
            var found = calls.FindIndex(at, due);
            Assert.True(found >= 0, $"{shelf}: {what}, is not seen where it is due, after {(at == 0 ? "nothing" : calls[at - 1].Text)}");
            at = found + 1;
        }
    }

    private static bool IsOnLog(SystemCall call) => call.Text.Contains("csms.db-wal>", StringComparison.Ordinal);

    private static bool IsAnswer(SystemCall call) => call.Name.StartsWith("send", StringComparison.Ordinal) && call.Text.Contains("HTTP/1.1 201", StringComparison.Ordinal);

    private static async Task UploadLogAsync(CsmsProgram csms)
    {
        var password = await csms.Api.RegisterStationAsync("CP-1");
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"CP-1:{password}"))}");
        await socket.ConnectAsync(new Uri($"{csms.StationUrl}/CP-1"), CancellationToken.None);
        var station = new RawPeer(socket);
        await station.SendAsync("""[2,"h","Heartbeat",{}]""");
        await station.ReceiveAsync();
        await csms.Api.SendAsync(HttpMethod.Post, "stations/CP-1/log-uploads", new { kind = "Diagnostics" });
        var call = JsonElement.Parse(await station.ReceiveAsync() ?? throw new InvalidOperationException("The connection ended instead of a CALL."));
        await station.SendAsync($$"""[3,"{{call[1].GetString()}}",{"fileName":"diag.zip"}]""");
        using var http = new HttpClient();
        using var content = new ByteArrayContent(new byte[200_000]);
        using var answer = await http.PutAsync(new Uri($"{call[3].GetProperty("location").GetString()}diag.zip"), content);
        Assert.Equal(201, (int)answer.StatusCode);
    }
}
