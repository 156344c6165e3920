using System.ComponentModel;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.OpenData;
using Ampwright.Csms.Uptime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Reports;

/// <summary>The quarterly data of 23 CFR 680.112(a) as three tables. A column that this program cannot know is there, and empty.</summary>
internal static class NeviEndpoints
{
    private const string QuarterSaid = "As 2026-Q1, in the sites' own time; the last whole one by UTC when absent";
    private const string SiteSaid = "The number of a site; all when absent";

    public static void MapNeviExport(this IEndpointRouteBuilder api)
    {
        var nevi = api.MapGroup("/reports/nevi").WithTags("reports");
        nevi.MapGet("/sessions.csv", SessionsAsync).Needs(Role.Viewer).HonoursSites().WithName("exportNeviSessions").WithSummary("The sessions of a quarter, by 23 CFR 680.112(a)(1) to (6)")
            .Produces<string>(200, Csv.ContentType).Fails(422);
        nevi.MapGet("/uptime.csv", UptimeAsync).Needs(Role.Viewer).HonoursSites().WithName("exportNeviQuarterUptime").WithSummary("Uptime, T_outage and T_excluded of each port for each month of a quarter, by 23 CFR 680.112(a)(7)")
            .Produces<string>(200, Csv.ContentType).Fails(422);
        nevi.MapGet("/outages.csv", OutagesAsync).Needs(Role.Viewer).HonoursSites().WithName("exportNeviOutages").WithSummary("The duration of each outage of a quarter, by 23 CFR 680.112(a)(8)")
            .Produces<string>(200, Csv.ContentType).Fails(422);
    }

    private static async Task<ContentHttpResult> SessionsAsync(
        Caller caller, NeviSessions sessions, TimeProvider time, HttpContext context, [Description(QuarterSaid)] string? quarter, [Description(SiteSaid)] long? site)
    {
        var first = Quarter(quarter, time);
        var text = new StringBuilder();
        Csv.Write(text, "charging_station_id", "port_id", "session_id", "session_start", "session_end", "error_codes", "energy_kwh", "peak_kw", "payment_method", "station");
        await foreach (var session in sessions.AllAsync(caller.Scope, site, first))
        {
            Csv.Write(text, PublicId.Of(session.StationId), ReportTable.Text(session.ConnectorId), ReportTable.Text(session.TransactionId), ReportTable.Text(session.StartedAt), ReportTable.Text(session.StoppedAt),
                string.Join(' ', session.Errors), ReportTable.Text(session.EnergyWh / 1000m), session.PeakWatts is { } watts ? ReportTable.Text(Math.Round((decimal)watts / 1000, 3)) : null, session.PaymentMethod, session.Station);
        }
        return ReportTable.Answer(context, $"nevi-sessions-{Name(first)}", text);
    }

    private static async Task<ContentHttpResult> UptimeAsync(
        Caller caller, PortHistory history, TimeProvider time, HttpContext context, [Description(QuarterSaid)] string? quarter, [Description(SiteSaid)] long? site)
    {
        var first = Quarter(quarter, time);
        var text = new StringBuilder();
        Csv.Write(text, "charging_station_id", "port_id", "month", "uptime_percent", "t_outage_minutes", "t_excluded_minutes", "known_minutes", "station");
        for (var month = first; month < first.AddMonths(3); month = month.AddMonths(1))
        {
            var ended = month;
            await foreach (var port in history.AllAsync(caller.Scope, site, zone => SiteCalendar.Months(ended.AddMonths(-11), 12, zone)))
            {
                var uptime = NeviUptime.Of(port.Timeline, TimeSet.Of([port.Window]));
                Csv.Write(text, PublicId.Of(port.StationId), ReportTable.Text(port.ConnectorId), $"{month:yyyy-MM}", ReportTable.Text(Math.Round(uptime.Percent, 4)), ReportTable.Text(Math.Round(uptime.OutageMinutes, 2)),
                    ReportTable.Text(Math.Round(uptime.ExcludedMinutes, 2)), ReportTable.Text(Math.Round(uptime.KnownMinutes, 2)), port.Station);
            }
        }
        return ReportTable.Answer(context, $"nevi-uptime-{Name(first)}", text);
    }

    private static async Task<ContentHttpResult> OutagesAsync(
        Caller caller, PortHistory history, TimeProvider time, HttpContext context, [Description(QuarterSaid)] string? quarter, [Description(SiteSaid)] long? site)
    {
        var first = Quarter(quarter, time);
        var text = new StringBuilder();
        Csv.Write(text, "charging_station_id", "port_id", "outage_start", "outage_end", "minutes", "excluded_minutes", "station");
        await foreach (var port in history.AllAsync(caller.Scope, site, zone => SiteCalendar.Months(first, 3, zone)))
        {
            var uptime = NeviUptime.Of(port.Timeline, TimeSet.Of([port.Window]));
            foreach (var outage in uptime.Outages.Stretches)
            {
                Csv.Write(text, PublicId.Of(port.StationId), ReportTable.Text(port.ConnectorId), ReportTable.Text(outage.From), ReportTable.Text(outage.Until), ReportTable.Text(Math.Round(outage.Minutes, 2)),
                    ReportTable.Text(Math.Round(uptime.Excluded.And(TimeSet.Of([outage])).Minutes, 2)), port.Station);
            }
        }
        return ReportTable.Answer(context, $"nevi-outages-{Name(first)}", text);
    }

    private static DateOnly Quarter(string? text, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (text is null) return new DateOnly(now.Year, (((now.Month - 1) / 3) * 3) + 1, 1).AddMonths(-3);
        if (text is { Length: 7 } && text[4..6] == "-Q" && text[6] is >= '1' and <= '4' && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2010 and < 3000)
            return new DateOnly(year, ((text[6] - '1') * 3) + 1, 1);
        throw Problem.Invalid(new Dictionary<string, string[]> { ["quarter"] = ["Give a quarter, as 2026-Q1."] }).AsException();
    }

    private static string Name(DateOnly first) => $"{first.Year}-Q{((first.Month - 1) / 3) + 1}";
}
