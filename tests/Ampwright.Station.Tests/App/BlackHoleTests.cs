using Ampwright.TestKit;
using Ampwright.TestKit.Scripted;

namespace Ampwright.Station.Tests.App;

/// <summary>A network on which everything vanishes, over real sockets.</summary>
public sealed class BlackHoleTests
{
    [Fact]
    public async Task Frames_vanish_both_ways_while_the_socket_stays_open_and_new_connections_come_about_once_it_is_closed()
    {
        await using var csms = new ScriptedCsms();
        await using var fleet = await RunningFleet.StartAsync("--url", $"{csms.Address}", "--config", "MessageTimeout=2", "--config", "WebSocketPingInterval=4");
        await Eventually.HoldsAsync(async () => (string?)(await fleet.StateAsync())["registration"] == "Accepted" && (int)(await fleet.StateAsync())["queued"]! == 0, "the station is accepted");
        await Eventually.HoldsAsync(() => Count(csms, "StatusNotification") == 3, "it has told how it is");

        var (_, state) = await fleet.PostAsync("/api/station/network", """{"blackHole":true}""");
        Assert.Equal(("blackHole", true), ((string?)state["network"], (bool)state["connected"]!));
        Assert.Equal(409, (await fleet.PostAsync("/api/station/network", """{"blackHole":true}""")).Status);
        await csms.SendAsync("""[2,"csms-1","TriggerMessage",{"requestedMessage":"Heartbeat"}]""");
        await fleet.PostAsync("/api/station/connectors/1/plug", "{}");
        await Eventually.HoldsAsync(async () => (string?)(await fleet.StateAsync())["connectors"]![0]!["status"] == "Preparing", "the station sees the car");
        Assert.True((bool)(await fleet.StateAsync())["connected"]!);

        // Only the ping that is not answered tells the station.
        await Eventually.HoldsAsync(async () => !(bool)(await fleet.StateAsync())["connected"]!, "the station has noticed");
        Assert.Equal((1, 3, 0), (csms.Connections, Count(csms, "StatusNotification"), Count(csms, "Heartbeat")));
        Assert.DoesNotContain((await fleet.StateAsync())["trace"]!.AsArray(), line => ((string?)line!["text"])!.Contains("csms-1", StringComparison.Ordinal));

        await fleet.PostAsync("/api/station/network", """{"restore":true}""");
        await Eventually.HoldsAsync(() => csms.Connections == 2 && Count(csms, "StatusNotification") == 4, "it is back and tells what it could not", TimeSpan.FromSeconds(60));
    }

    private static int Count(ScriptedCsms csms, string action) => csms.Log.Frames.Count(frame => frame.From == TestKit.Wire.Side.Station && frame.IsCall(action));
}
