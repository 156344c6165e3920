using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Crash;

/// <summary>
/// A power cut keeps what was synced and nothing else. What SQLite's file needs is therefore read off the CSMS's calls of the system:
/// written to the log, the sync has returned, and only then does the answer go into the socket.
/// </summary>
public sealed partial class SyncBeforeAnswerTests
{
    private const int Sessions = 20;

    // -D: the traced program keeps the process id; strace goes with it.
    private static readonly string[] Traced = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "80", "-e", "trace=pwrite64,fsync,fdatasync,sendto,sendmsg,write,writev", "-o"];

    [Fact]
    public async Task No_answer_to_a_transaction_message_is_sent_before_its_log_is_on_the_disk()
    {
        if (await Crash.Strace.WhyNotAsync() is { } reason) Assert.Skip(reason);
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"], under: [.. Traced, folder["calls"]]);
        await csms.Api.AddIdTagAsync("TAG");
        // Little else writes then.
        await csms.Api.SendAsync(HttpMethod.Put, "messages/settings", new { enabled = false, keepDays = 30, keepMegabytes = 1024 });
        await ChargeAsync(csms, await csms.Api.RegisterStationAsync("CP-1"));
        await csms.KillAsync();

        var answers = 0;
        var (written, synced) = (false, false);
        await Eventually.HoldsAsync(() => File.ReadAllText(folder["calls"]).Contains("killed by SIGKILL", StringComparison.Ordinal), "strace has written all it saw");
        foreach (var call in SystemCall.Read(await File.ReadAllLinesAsync(folder["calls"])))
        {
            // The station waits for each answer, so that since the one before its own message was written and synced. What the program writes for
            // itself meanwhile, soon after its start for one, may be on its way to the disk when the answer leaves.
            if (call.Name == "pwrite64" && IsOnLog(call)) written = true;
            else if (call.Name is "fsync" or "fdatasync" && IsOnLog(call)) synced |= written && call.Returned == "0";
            else if (call.Name.StartsWith("send", StringComparison.Ordinal) && Answer().Match(call.Text) is { Success: true } answer)
            {
                Assert.True(synced, $"{answer.Value} was answered before the log was on the disk: {call.Text}");
                answers++;
                (written, synced) = (false, false);
            }
        }
        Assert.Equal(3 * Sessions, answers);
    }

    private static async Task ChargeAsync(CsmsProgram csms, string password)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"CP-1:{password}"))}");
        await socket.ConnectAsync(new Uri($"{csms.StationUrl}/CP-1"), CancellationToken.None);
        var station = new RawPeer(socket);
        for (var minute = 0; minute < Sessions; minute++)
        {
            var start = await CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"TAG","meterStart":{{minute}},"timestamp":"2026-03-01T12:{{minute:00}}:00Z"}""", $"order-{minute}-start");
            var id = JsonElement.Parse(start)[2].GetProperty("transactionId").GetInt32();
            await CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:{{minute:00}}:20Z","sampledValue":[{"value":"{{minute}}"}]}]}""", $"order-{minute}-meter");
            await CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":{{minute + 1}},"timestamp":"2026-03-01T12:{{minute:00}}:40Z"}""", $"order-{minute}-stop");
        }

        async Task<string> CallAsync(string action, string payload, string messageId)
        {
            await station.SendAsync($"""[2,"{messageId}","{action}",{payload}]""");
            var answer = await station.ReceiveAsync() ?? throw new InvalidOperationException("The connection ended instead of an answer.");
            Assert.StartsWith($"""[3,"{messageId}",""", answer, StringComparison.Ordinal);
            return answer;
        }
    }

    [GeneratedRegex(@"\[3,\\""order-[0-9]+-[a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Answer();

    private static bool IsOnLog(SystemCall call) => call.Text.Contains("csms.db-wal>", StringComparison.Ordinal);
}
