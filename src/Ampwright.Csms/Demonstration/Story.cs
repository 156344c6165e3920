namespace Ampwright.Csms.Demonstration;

/// <summary>
/// Three weeks of the community: who comes when, and what goes wrong on which day. The same every time, but for the days of the week.
/// </summary>
/// <param name="community">Whom it is about.</param>
/// <param name="visits">How visits go.</param>
/// <param name="reservations">How connectors are kept for somebody.</param>
/// <param name="api">The program's.</param>
/// <param name="ghostsAsync">Has the program look for ghosts.</param>
/// <param name="from">The day before its first.</param>
/// <param name="until">Nothing happens after it.</param>
internal sealed class Story(Community community, Visits visits, ReservationActs reservations, StoryApi api, Func<Task> ghostsAsync, DateTimeOffset from, DateTimeOffset until)
{
    /// <summary>How long before the end it begins.</summary>
    public const int Days = 21;

    private const int FaultDay = 9;
    private const int GhostDay = 12;
    private const int OfflineDay = 15;
    private const int Kilowatt = 1000;

    public void SetOn(Stage stage)
    {
        for (var day = 1; day <= Days; day++)
        {
            foreach (var visit in VisitsOf(day))
            {
                if (visit.Arrives > from && visit.Leaves < until - TimeSpan.FromMinutes(30)) stage.Add(visits.ChargeAsync(visit));
            }
        }
        var (elm, harbour) = (Community.ElmCourtZone, Community.HarbourZone);
        stage.Add(Visits.RefusedAsync(community.Full, "04FFFFFFFFFF01", At(3, "12:10", elm)));
        stage.Add(Visits.RefusedAsync(community.Full, Community.LostCard, At(5, "16:42", elm)));
        stage.Add(Visits.RefusedAsync(community.Depot, Community.VanOne, At(6, "12:31", harbour)));
        stage.Add(Visits.RefusedAsync(community.Full, Community.FaridsCard, At(8, "13:05", elm)));
        stage.Add(visits.FaultAsync(new Visit(community.Tethered, 1, Community.ElifsCard, At(FaultDay, "09:30", harbour), At(FaultDay, "10:17", harbour), 20 * Kilowatt, 11 * Kilowatt)));
        stage.Add(visits.ResetAsync(community.Ampevo, At(11, "11:00", elm)));
        stage.Add(visits.GhostAsync(Van(1, GhostDay, "19:10", GhostDay, "20:02"), ghostsAsync));
        stage.Add(visits.ConfirmGhostAsync(community.Depot, At(GhostDay + 2, "09:00", harbour), ghostsAsync));
        stage.Add(Visits.DoAsync(At(10, "06:00", harbour), RaisePriceAsync));
        stage.Add(visits.OfflineAsync(new Visit(community.Full, 1, Community.AdasCard, At(OfflineDay, "17:40", elm), At(OfflineDay, "20:10", elm), 14 * Kilowatt, 11 * Kilowatt)));
        stage.Add(visits.GuestAsync(new Visit(community.Tethered, 1, "", At(17, "20:20", harbour), At(17, "21:35", harbour), 9 * Kilowatt, 11 * Kilowatt)));
        stage.Add(visits.LearnCardAsync(community.Tethered, "04C0FFEE001801", community.Elif, At(18, "08:10", harbour)));
        stage.Add(reservations.UsedAsync(new Visit(community.Full, 2, Community.AdasCard, At(13, "11:30", elm), At(13, "12:40", elm), 9 * Kilowatt, 11 * Kilowatt)));
        stage.Add(reservations.CancelledAsync(new Visit(community.Depot, 1, Community.VanOne, At(16, "12:00", harbour), At(16, "12:00", harbour), 0, 0)));
        stage.Add(reservations.LostAsync(new Visit(community.Full, 2, Community.DmitrisCard, At(19, "10:15", elm), At(19, "10:15", elm), 0, 0)));
        // One that nobody has decided yet.
        var last = LastNight();
        stage.Add(visits.GhostAsync(new Visit(community.Depot, 2, Community.VanTwo, last, last + TimeSpan.FromMinutes(44), 30 * Kilowatt, 11 * Kilowatt), ghostsAsync));
    }

    private IEnumerable<Visit> VisitsOf(int day)
    {
        var (elm, harbour) = (Community.ElmCourtZone, Community.HarbourZone);
        if (day % 2 == 1 && day != OfflineDay) yield return Resident(community.Full, 1, Community.AdasCard, day, "18:05", stays: 13, 14);
        if (day != OfflineDay && day != OfflineDay - 1) yield return Resident(community.Full, 2, Community.DmitrisCard, day, "19:20", stays: 3, 17);
        if (day % 3 != 0) yield return Resident(community.Ampevo, 1, Community.BensApp, day, "17:30", stays: 4, 11 + (day % 4)) with { Remote = true };
        if (day % 2 == 0) yield return Resident(community.Ampevo, 2, Community.ChiarasApp, day, "20:45", stays: 11, 19 - (day % 5)) with { Remote = true };
        if (day % 7 != 0 && day is not (GhostDay or Days or Days - 1))
        {
            yield return Van(1, day, "18:30", day + 1, "05:50");
            yield return Van(2, day, "19:05", day + 1, "06:20");
        }
        if (day != FaultDay) yield return Visitor(Community.ElifsCard, At(day, "09:30", harbour), hours: 2 + (day % 3));
        if (day % 2 == 0) yield return Visitor(Community.FaridsCard, At(day, "15:15", harbour), hours: 1.5);
    }

    private static Visit Resident(StoryStation station, int connector, string idTag, DateTimeOffset arrives, int stays, int kilowattHours) =>
        new(station, connector, idTag, arrives, arrives.AddHours(stays), kilowattHours * Kilowatt, 11 * Kilowatt);

    private Visit Resident(StoryStation station, int connector, string idTag, int day, string at, int stays, int kilowattHours) =>
        Resident(station, connector, idTag, At(day, at, Community.ElmCourtZone), stays, kilowattHours);

    private Visit Van(int number, int day, string at, int untilDay, string untilAt) => new(
        community.Depot, number, number == 1 ? Community.VanOne : Community.VanTwo, At(day, at, Community.HarbourZone), At(untilDay, untilAt, Community.HarbourZone),
        (38 + (day * number % 9)) * Kilowatt, 11 * Kilowatt);

    private Visit Visitor(string idTag, DateTimeOffset arrives, double hours) =>
        new(community.Tethered, 1, idTag, arrives, arrives.AddHours(hours), 18 * Kilowatt, 11 * Kilowatt);

    private Task RaisePriceAsync() => api.PostAsync($"tariffs/{community.PublicTariff}/versions", new() { ["terms"] = Community.PublicTerms(0.59m) });

    /// <summary>When vans may charge, the last time that leaves three hours for what follows: young enough that no rule has decided of it.</summary>
    private DateTimeOffset LastNight()
    {
        var late = TimeZoneInfo.ConvertTime(until - TimeSpan.FromHours(3), Community.HarbourZone);
        var morning = late.Date + TimeSpan.FromHours(7);
        var at = late.DateTime < morning || late.Hour >= 18 ? late.DateTime : morning;
        return new DateTimeOffset(at, Community.HarbourZone.GetUtcOffset(at)).ToUniversalTime();
    }

    /// <param name="day">1 is the day after that on which it begins.</param>
    /// <param name="time">As 18:05, by the clock on the wall.</param>
    private DateTimeOffset At(int day, string time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(from, zone).Date.AddDays(day) + TimeSpan.ParseExact(time, @"hh\:mm", null);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
