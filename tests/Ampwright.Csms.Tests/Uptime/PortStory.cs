using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Uptime;

namespace Ampwright.Csms.Tests.Uptime;

/// <summary>What happened to a port, minute by minute, made up at random: statuses, lost connections, removals, and what persons said of it.</summary>
internal sealed class PortStory
{
    public const int Port = 1;

    private static readonly string[] Statuses = ["Available", "Preparing", "Charging", "SuspendedEV", "SuspendedEVSE", "Finishing", "Reserved", "Unavailable", "Faulted", "Sleeping"];
    private static readonly string[] WholeStatuses = ["Available", "Unavailable", "Faulted"];

    /// <summary>Opening hours to choose from; the first is always.</summary>
    public static readonly string[] Hours = ["", "mon,tue,wed,thu,fri 08:00-18:00", "sat,sun 22:00-06:00;mon 01:30-03:15", "sun 02:00-03:00"];

    /// <summary>By time: connector 0 or 1 and its status, or ".", "!": the connection goes and comes, "-": the station is removed.</summary>
    public List<(DateTimeOffset At, int Connector, string What)> Events { get; } = [];

    public List<OutageNote> Notes { get; } = [];

    public int HoursIndex { get; private init; }

    public static PortStory Random(Random random, DateTimeOffset begins, int days)
    {
        var story = new PortStory { HoursIndex = random.Next(4) == 0 ? random.Next(1, Hours.Length) : 0 };
        var count = random.Next(1, 60);
        var online = true;
        foreach (var at in Enumerable.Range(0, count).Select(_ => Minute()).Distinct().Order())
        {
            switch (random.Next(12))
            {
                case 0 when story.Events.Exists(happened => happened.Connector == Port):
                    story.Events.Add((at, -1, "-"));
                    online = true;
                    break;
                case 1 or 2 or 3:
                    story.Events.Add((at, -1, online ? "." : "!"));
                    online = !online;
                    break;
                case 4:
                    story.Events.Add((at, 0, WholeStatuses[random.Next(WholeStatuses.Length)]));
                    break;
                default:
                    story.Events.Add((at, Port, Statuses[random.Next(Statuses.Length)]));
                    break;
            }
        }
        for (var note = random.Next(5); note > 0; note--)
        {
            var from = Minute();
            story.Notes.Add(new OutageNote
            {
                FromAt = from,
                UntilAt = random.Next(6) == 0 ? null : from.AddMinutes(random.Next(1, 60_000)),
                Reason = (OutageReason)random.Next(Enum.GetValues<OutageReason>().Length),
                ConnectorId = random.Next(3) switch { 0 => Port, 1 => 2, _ => null },
            });
        }
        return story;

        DateTimeOffset Minute() => begins.AddMinutes(random.Next(days * 24 * 60));
    }

    /// <summary>The same where the site never closes.</summary>
    public PortStory AlwaysOpen()
    {
        var story = new PortStory();
        story.Events.AddRange(Events);
        story.Notes.AddRange(Notes);
        return story;
    }

    /// <summary>As the store has it after all of it happened.</summary>
    public PortTimeline? Timeline(TimeZoneInfo zone, Stretch past)
    {
        var (spans, offline, open) = (new List<StatusSpan>(), new List<Stretch>(), (DateTimeOffset?)null);
        foreach (var (at, connector, what) in Events)
        {
            if (what == ".") open = at;
            if (what is "!" or "-" && open is { } since)
            {
                offline.Add(new Stretch(since, at));
                open = null;
            }
            if (what is "." or "!") continue;
            foreach (var shown in what == "-" ? [.. spans.Where(span => span.UntilAt is null).Select(span => span.ConnectorId)] : (List<int>)[connector])
            {
                var index = spans.FindIndex(span => span.ConnectorId == shown && span.UntilAt is null);
                if (index >= 0) spans[index] = spans[index] with { UntilAt = at };
                var status = what == "-" ? "Removed" : what;
                spans.Add(new StatusSpan { ConnectorId = shown, Status = status, Availability = StatusHistory.ClassOf(status), FromAt = at });
            }
        }
        if (open is { } lost) offline.Add(new Stretch(lost, past.Until));
        var own = spans.Where(span => span.ConnectorId == Port).ToList();
        return own.Count == 0 ? null : PortTimeline.Of(
            Port, own[0].FromAt, [.. spans.Where(span => span.Availability != AvailabilityClass.Operative)], offline, Notes,
            PortHistory.Closed(WeeklyWindows.FromText(Hours[HoursIndex]), zone, past), past);
    }
}
