using Ampwright.Csms.Uptime;

namespace Ampwright.Csms.Tests.Uptime;

/// <summary>
/// Both rules as a clerk would apply them who sits by the port and makes a mark for every minute: a second calculation that shares nothing with the
/// first. He knows the rules from their texts, and the site's hours from the clock on its wall.
/// </summary>
internal sealed class MinuteClerk
{
    private readonly DateTimeOffset _from;
    private readonly int _minutes;
    private readonly bool[][] _closed;

    public MinuteClerk(TimeZoneInfo zone, Stretch window)
    {
        _from = window.From;
        _minutes = (int)window.Minutes;
        _closed = [new bool[_minutes], new bool[_minutes], new bool[_minutes], new bool[_minutes]];
        for (var minute = 0; minute < _minutes; minute++)
        {
            var wall = TimeZoneInfo.ConvertTime(_from.AddMinutes(minute), zone);
            var (day, at) = (wall.DayOfWeek, (wall.Hour * 60) + wall.Minute);
            _closed[1][minute] = day is DayOfWeek.Saturday or DayOfWeek.Sunday || at < 480 || at >= 1080;
            _closed[2][minute] = !((day is DayOfWeek.Saturday or DayOfWeek.Sunday && at >= 1320) || (day is DayOfWeek.Sunday or DayOfWeek.Monday && at < 360) || (day == DayOfWeek.Monday && at is >= 90 and < 195));
            _closed[3][minute] = !(day == DayOfWeek.Sunday && at is >= 120 and < 180);
        }
    }

    public int Known { get; private set; }

    public int Outage { get; private set; }

    public int Excluded { get; private set; }

    public int Working { get; private set; }

    public int Ineligible { get; private set; }

    public int NotWorking { get; private set; }

    public void Watch(PortStory story, DateTimeOffset now)
    {
        (Known, Outage, Excluded, Working, Ineligible, NotWorking) = (0, 0, 0, 0, 0, 0);
        var (shown, whole, connected, next) = ("", "", true, 0);
        var said = new byte[_minutes];
        foreach (var note in story.Notes.Where(note => note.ConnectorId is null or PortStory.Port))
        {
            var mark = note.Reason switch { OutageReason.NotDelivering => (byte)1, OutageReason.Blocked => (byte)2, _ => (byte)4 };
            var last = note.UntilAt is { } until ? (until - _from).TotalMinutes : _minutes;
            for (var minute = Math.Max(0, (int)(note.FromAt - _from).TotalMinutes); minute < Math.Min(_minutes, last); minute++) said[minute] |= mark;
        }
        for (var minute = 0; minute < _minutes && _from.AddMinutes(minute) < now; minute++)
        {
            for (; next < story.Events.Count && story.Events[next].At <= _from.AddMinutes(minute); next++)
            {
                var (_, connector, what) = story.Events[next];
                if (what == ".") connected = false;
                else if (what == "!") connected = true;
                else if (what == "-") (shown, whole, connected) = ("", "", true);
                else if (connector == 0) whole = what;
                else shown = what;
            }
            if (shown == "") continue;
            Known++;
            var silent = (said[minute] & 1) != 0;
            var broken = shown is "Unavailable" or "Faulted" || whole is "Unavailable" or "Faulted";
            var closed = _closed[story.HoursIndex][minute];
            if (!connected || broken || shown == "Sleeping" || silent)
            {
                Outage++;
                if (closed || (said[minute] & 4) != 0) Excluded++;
            }
            if (closed) continue;
            if ((said[minute] & 2) != 0 || !connected) Ineligible++;
            else if (broken || silent) NotWorking++;
            else if (shown == "Sleeping") Ineligible++;
            else Working++;
        }
    }
}
