using System.ComponentModel;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Reports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Uptime;

/// <summary>How reliable the ports were, by two published rules.</summary>
internal static class UptimeEndpoints
{
    private const string MonthSaid = "As 2026-03, in the sites' own time; the last whole month by UTC when absent. The twelve months end with it";
    private const string YearSaid = "A calendar year of the sites' own time; the present one when absent";
    private const string SiteSaid = "The number of a site; all when absent";

    public static void MapUptime(this IEndpointRouteBuilder api)
    {
        var uptime = api.MapGroup("/reports/uptime").WithTags("reports");
        uptime.MapGet("/nevi", NeviAsync).Needs(Role.Viewer).HonoursSites().WithName("getNeviUptime").WithSummary("Uptime of each port over twelve months, by 23 CFR 680.116(b)")
            .WithDescription("Of 525,600 minutes, less outages, excluded ones not counted. Of a port that is known for a shorter time the rest is not counted as outage: knownMinutes tells.")
            .Fails(422).WithExamples(null, UptimeExamples.Nevi);
        uptime.MapGet("/nevi.csv", NeviTableAsync).Needs(Role.Viewer).HonoursSites().WithName("exportNeviUptime").WithSummary("The same as a table")
            .Produces<string>(200, Csv.ContentType).Fails(422);
        uptime.MapGet("/uk", UkAsync).Needs(Role.Viewer).HonoursSites().WithName("getUkReliability").WithSummary("Reliability in a calendar year, by the UK's Public Charge Point Regulations 2023")
            .WithDescription("The network is the rapid charge points: those whose station has a rated power of 50 kW or more. Up to now where the year has not ended.").Fails(422)
            .WithExamples(null, UptimeExamples.Uk);
        uptime.MapGet("/uk.csv", UkTableAsync).Needs(Role.Viewer).HonoursSites().WithName("exportUkReliability").WithSummary("The same as a table")
            .Produces<string>(200, Csv.ContentType).Fails(422);
    }

    private static async Task<Ok<NeviReportView>> NeviAsync(
        Caller caller, PortHistory history, TimeProvider time, [Description(MonthSaid)] string? month, [Description(SiteSaid)] long? site)
    {
        var asked = Month(month, time);
        return TypedResults.Ok(new NeviReportView($"{asked:yyyy-MM}", NeviUptime.Required, await NeviPortsAsync(caller, history, asked, site)));
    }

    private static async Task<ContentHttpResult> NeviTableAsync(
        Caller caller, PortHistory history, TimeProvider time, HttpContext context, [Description(MonthSaid)] string? month, [Description(SiteSaid)] long? site)
    {
        var asked = Month(month, time);
        var text = new StringBuilder();
        Csv.Write(text, "site", "station", "connector", "from", "until", "known_minutes", "outage_minutes", "excluded_minutes", "uptime_percent", "greater_than_97");
        foreach (var port in await NeviPortsAsync(caller, history, asked, site))
            Csv.Write(text, port.SiteName, port.Station, Text(port.ConnectorId), Text(port.From), Text(port.Until), Text(port.KnownMinutes), Text(port.OutageMinutes), Text(port.ExcludedMinutes), Text(port.UptimePercent), port.Met ? "yes" : "no");
        return Table(context, $"nevi-uptime-{asked:yyyy-MM}", text);
    }

    private static async Task<List<NeviPortView>> NeviPortsAsync(Caller caller, PortHistory history, DateOnly month, long? site)
    {
        var ports = new List<NeviPortView>();
        await foreach (var port in history.AllAsync(caller.Scope, site, zone => SiteCalendar.Months(month.AddMonths(-11), 12, zone)))
        {
            var uptime = NeviUptime.Of(port.Timeline, TimeSet.Of([port.Window]));
            ports.Add(new NeviPortView(port.SiteId, port.Site, port.Station, port.ConnectorId, port.Window.From, port.Window.Until, Minutes(uptime.KnownMinutes),
                Minutes(uptime.OutageMinutes), Minutes(uptime.ExcludedMinutes), Percent(uptime.Percent), uptime.IsMet));
        }
        return ports;
    }

    private static async Task<Ok<UkReportView>> UkAsync(
        Caller caller, PortHistory history, TimeProvider time, [Description(YearSaid)] int? year, [Description(SiteSaid)] long? site) =>
        TypedResults.Ok(await UkReportAsync(caller, history, Year(year, time), site));

    private static async Task<ContentHttpResult> UkTableAsync(
        Caller caller, PortHistory history, TimeProvider time, HttpContext context, [Description(YearSaid)] int? year, [Description(SiteSaid)] long? site)
    {
        var report = await UkReportAsync(caller, history, Year(year, time), site);
        var text = new StringBuilder();
        Csv.Write(text, "year", "site", "station", "connector", "rapid", "working_minutes", "ineligible_minutes", "not_working_minutes", "reliable_percent");
        foreach (var port in report.Ports)
            Csv.Write(text, Text(report.Year), port.SiteName, port.Station, Text(port.ConnectorId), port.Rapid switch { true => "yes", false => "no", null => "" }, Text(port.WorkingMinutes), Text(port.IneligibleMinutes), Text(port.NotWorkingMinutes), Text(port.ReliablePercent));
        return Table(context, $"uk-reliability-{report.Year}", text);
    }

    private static async Task<UkReportView> UkReportAsync(Caller caller, PortHistory history, int year, long? site)
    {
        var (ports, network, all) = (new List<UkPortView>(), new List<UkReliability>(), new List<UkReliability>());
        await foreach (var port in history.AllAsync(caller.Scope, site, zone => SiteCalendar.Months(new DateOnly(year, 1, 1), 12, zone)))
        {
            var found = UkReliability.Of(port.Timeline, TimeSet.Of([port.Window]));
            bool? rapid = port.Watts is { } watts ? watts >= UkReliability.RapidWatts : null;
            ports.Add(new UkPortView(port.SiteId, port.Site, port.Station, port.ConnectorId, rapid, Minutes(found.WorkingMinutes), Minutes(found.IneligibleMinutes), Minutes(found.NotWorkingMinutes), Percent(found.Percent)));
            all.Add(found);
            if (rapid == true) network.Add(found);
        }
        var average = UkReliability.Of(network).Percent;
        return new UkReportView(year, network.Count, Percent(average), average is null ? null : average >= UkReliability.Required, Percent(UkReliability.Of(all).Percent), ports.Count(port => port.Rapid is null), ports);
    }

    internal static DateOnly Month(string? text, TimeProvider time, int monthsBack = 1)
    {
        var now = time.GetUtcNow();
        if (text is null) return new DateOnly(now.Year, now.Month, 1).AddMonths(-monthsBack);
        if (DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 2010 and < 3000) return month;
        throw Problem.Invalid(new Dictionary<string, string[]> { ["month"] = ["Give a month, as 2026-03."] }).AsException();
    }

    private static int Year(int? year, TimeProvider time) => year is null or (>= 2010 and < 3000)
        ? year ?? time.GetUtcNow().Year
        : throw Problem.Invalid(new Dictionary<string, string[]> { ["year"] = ["Give a year, as 2026."] }).AsException();

    // A hundredth of a minute is less than a second.
    private static decimal Minutes(decimal minutes) => Math.Round(minutes, 2);

    private static decimal Percent(decimal percent) => Math.Round(percent, 4);

    private static decimal? Percent(decimal? percent) => percent is { } known ? Percent(known) : null;

    private static string Text(IFormattable? value) => ReportTable.Text(value);

    private static ContentHttpResult Table(HttpContext context, string name, StringBuilder text) => ReportTable.Answer(context, name, text);
}
