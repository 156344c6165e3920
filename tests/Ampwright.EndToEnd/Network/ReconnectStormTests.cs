using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.Network;

/// <summary>The CSMS is killed under all its stations; each dials again at once and without a pause, which no station of ours would.</summary>
public sealed class ReconnectStormTests
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task All_stations_are_back_within_60_s_and_no_command_that_waited_is_lost(string database)
    {
        var stations = Scale.Of(inTest: 300, whole: 8000);
        if (database == "PostgreSQL" && PostgresServer.WhyNot is { } reason) Assert.Skip(reason);
        using var folder = new TemporaryFolder();
        using var server = database == "PostgreSQL" ? PostgresServer.Start() : null;
        server?.CreateDatabase("csms");
        await using var csms = await CsmsProgram.StartAsync(folder["csms"], server?.Address("csms"));
        var passwords = new string[stations + 20];
        for (var number = 0; number < passwords.Length; number++) passwords[number] = await csms.Api.RegisterStationAsync($"STORM-{number}");
        var sockets = new ClientWebSocket[passwords.Length];
        // The last twenty have not come yet; a command waits for each.
        await ConnectAllAsync(0, stations);
        var commands = new List<long>();
        for (var number = stations; number < passwords.Length; number++)
            commands.Add((await csms.Api.SendAsync(HttpMethod.Post, $"stations/STORM-{number}/commands/ClearCache?expiresIn=3600", new { })).GetProperty("id").GetInt64());
        var steady = Memory(csms, "VmRSS");

        await csms.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        var dialling = ConnectAllAsync(0, passwords.Length);
        await csms.StartAgainAsync();
        var served = TimeProvider.System.GetTimestamp();
        await dialling;
        var took = TimeProvider.System.GetElapsedTime(served);
        var peak = Memory(csms, "VmHWM");

        foreach (var command in commands)
        {
            await Eventually.HoldsAsync(
                async () => (await csms.Api.SendAsync(HttpMethod.Get, $"commands/{command}")).GetProperty("state").GetString() is "Sent" or "Answered", $"command {command} is sent");
        }
        var figure = $"{passwords.Length} stations back {took.TotalSeconds:0.0} s after the CSMS served again, {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s after it was killed; "
            + $"resident {steady >> 10} MiB before, {peak >> 10} MiB at most after";
        TestContext.Current.TestOutputHelper?.WriteLine(figure);
        Scale.Report($"{TestContext.Current.Test?.TestDisplayName}: {figure}");
        Assert.True(took < BackWithin, figure);
        Assert.True(peak < steady * 1.5, figure);
        foreach (var socket in sockets) socket?.Dispose();

        Task ConnectAllAsync(int from, int to) => Parallel.ForEachAsync(
            Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = Math.Min(stations, 1000) }, async (number, stop) => sockets[number] = await ConnectAsync(number, stop));

        async Task<ClientWebSocket> ConnectAsync(int number, CancellationToken stop)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (true)
            {
                var socket = new ClientWebSocket();
                socket.Options.AddSubProtocol("ocpp1.6");
                socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"STORM-{number}:{passwords[number]}"))}");
                try
                {
                    await socket.ConnectAsync(new Uri($"{csms.StationUrl}/STORM-{number}"), stop);
                    await socket.SendAsync("""[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, stop);
                    var answer = new byte[1024];
                    if ((await socket.ReceiveAsync(answer.AsMemory(), stop)).MessageType == WebSocketMessageType.Text && answer.AsSpan().StartsWith("[3,"u8)) return socket;
                }
                catch (Exception refused) when (refused is WebSocketException or OperationCanceledException && !stop.IsCancellationRequested)
                {
                    // It is down, or has more to do than it takes at once.
                }
                socket.Dispose();
                if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(3)) throw new TimeoutException($"STORM-{number} does not get in.");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
            }
        }
    }

    /// <summary>In KiB.</summary>
    private static long Memory(CsmsProgram csms, string what) => long.Parse(
        File.ReadLines($"/proc/{csms.Process.Id}/status").Single(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].Trim(), CultureInfo.InvariantCulture);
}
