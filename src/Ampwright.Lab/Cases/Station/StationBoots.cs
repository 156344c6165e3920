using Ampwright.Lab.Runs;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Wire;
using static Ampwright.Lab.Cases.Station.StationCalls;

namespace Ampwright.Lab.Cases.Station;

/// <summary>Booting, refused at first.</summary>
internal static class StationBoots
{
    private const int Heartbeats = 3;

    /// <summary>The first BootNotification is answered so, the next ones Accepted.</summary>
    public static void RefuseFirstBoot(this StationRun s, string status)
    {
        var boots = 0;
        s.AnswerWith("BootNotification", _ => ++boots == 1
            ? s.BootAnswer(status, s.Settings.RetryInterval)
            : s.BootAnswer("Accepted", s.Settings.HeartbeatInterval));
    }

    /// <summary>A BootNotification, nothing until the interval of its answer is over, and another.</summary>
    public static async Task BootsAgainAfterTheInterval(this StationRun s)
    {
        await s.Expect(Boot(), s.Settings.LongTimeout);
        await s.Silence(s.Settings.RetryInterval - s.Settings.Tolerances.Heartbeat);
        await s.Expect(Boot(), (2 * s.Settings.Tolerances.Heartbeat) + s.Settings.TriggeredTimeout);
    }

    /// <summary>The second BootNotification, not before the interval is over since the first. A Pending station may as well wait for a trigger (digest row 2).</summary>
    public static async Task SecondBoot(this StationRun s)
    {
        var first = s.LastOf("BootNotification")!;
        if (await s.Maybe(Boot(), s.Settings.RetryInterval + s.Settings.TriggeredTimeout) is not { } second)
        {
            (await s.Call("TriggerMessage", new { requestedMessage = "BootNotification" })).MustBe("Accepted");
            await s.Expect(Boot());
            s.Met(new Reading(2, "when triggered"));
            return;
        }
        s.Met(new Reading(2, "after the interval"));
        var waited = (second.At - first.At).TotalSeconds;
        s.Check(
            waited >= s.Settings.RetryInterval - s.Settings.Tolerances.Heartbeat,
            $"the BootNotification {s.Settings.RetryInterval} s after the first",
            $"it came after {waited:0.0} s",
            second);
    }

    /// <summary>Heartbeats follow each other in the accepted interval.</summary>
    public static async Task HeartbeatsKeepTheInterval(this StationRun s)
    {
        Frame? before = null;
        for (var heartbeat = 0; heartbeat < Heartbeats; heartbeat++)
        {
            var now = await s.Expect(Heartbeat(), (2 * s.Settings.HeartbeatInterval) + s.Settings.Tolerances.Heartbeat);
            // Another CALL in between may put a heartbeat off (OCPP 1.6 ed. 2 §4.6).
            if (before is not null && s.LastBefore(now) == before)
            {
                var spacing = (now.At - before.At).TotalSeconds;
                s.Check(
                    Math.Abs(spacing - s.Settings.HeartbeatInterval) <= s.Settings.Tolerances.Heartbeat,
                    $"heartbeats every {s.Settings.HeartbeatInterval} s (±{s.Settings.Tolerances.Heartbeat} s)",
                    $"two were {spacing:0.0} s apart",
                    now);
            }
            before = now;
        }
    }
}
