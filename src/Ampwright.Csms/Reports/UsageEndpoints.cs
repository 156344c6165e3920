using System.ComponentModel;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Prices;
using Ampwright.Csms.Uptime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Reports;

/// <summary>Energy, sessions, revenue, utilisation and CO₂, by site, station, driver and month.</summary>
internal static class UsageEndpoints
{
    private const int MostMonths = 60;
    private const string FromSaid = "The first month, as 2026-01, in the sites' own time; the last whole one by UTC when absent";
    private const string UntilSaid = "The last month; as 'from' when absent";
    private const string BySaid = "Any of site, station, driver, month, separated by commas; a sum of all when absent";
    private const string SiteSaid = "The number of a site; all when absent";
    private const string FactorSaid = "Grams of CO2 per kWh of the electricity, 0 to 2000: your supplier's figure";

    public static void MapUsage(this IEndpointRouteBuilder api)
    {
        const string what = "Sessions count in the month in which they began, once they have ended; revenue in that in which it was booked. "
            + "Drivers are of the whole installation: by=driver needs a role on all sites.";
        var reports = api.MapGroup("/reports").WithTags("reports");
        reports.MapGet("/usage", ReadAsync).Needs(Role.Viewer).HonoursSites().WithName("getUsageReport")
            .WithSummary("Energy, sessions, revenue, utilisation and CO2 of some months").WithDescription(what).Fails(422).WithExamples(null, """
                {"from":"2026-03","until":"2026-03","co2GramsPerKwh":380,"rows":[{"month":"2026-03","site":2,"station":"CP1","driver":null,"sessions":41,"energyWh":612300,
                 "sessionMinutes":3211.5,"utilisationPercent":7.1943,"co2Grams":232674,"revenue":[{"currency":"EUR","net":221.4,"tax":42.07,"gross":263.47}]}]}
                """);
        reports.MapGet("/usage.csv", ExportAsync).Needs(Role.Viewer).HonoursSites().WithName("exportUsageReport").WithSummary("The same as a table")
            .WithDescription("A row has one currency; what is not money stands in the first of several.").Produces<string>(200, Csv.ContentType).Fails(422);
    }

    private static async Task<Ok<UsageView>> ReadAsync(
        Caller caller, UsageReport report, TimeProvider time,
        [Description(FromSaid)] string? from, [Description(UntilSaid)] string? until, [Description(BySaid)] string? by, [Description(SiteSaid)] long? site,
        [Description(FactorSaid)] decimal? co2GramsPerKwh) => TypedResults.Ok(await MakeAsync(caller, report, time, from, until, by, site, co2GramsPerKwh));

    private static async Task<ContentHttpResult> ExportAsync(
        Caller caller, UsageReport report, TimeProvider time, HttpContext context,
        [Description(FromSaid)] string? from, [Description(UntilSaid)] string? until, [Description(BySaid)] string? by, [Description(SiteSaid)] long? site,
        [Description(FactorSaid)] decimal? co2GramsPerKwh)
    {
        var made = await MakeAsync(caller, report, time, from, until, by, site, co2GramsPerKwh);
        var text = new StringBuilder();
        Csv.Write(text, "month", "site", "station", "driver", "sessions", "energy_kwh", "session_minutes", "utilisation_percent", "co2_grams", "currency", "net", "tax", "gross");
        foreach (var row in made.Rows)
        {
            string?[] key = [row.Month, ReportTable.Text(row.Site), row.Station, ReportTable.Text(row.Driver)];
            string?[] sums = [ReportTable.Text(row.Sessions), ReportTable.Text(row.EnergyWh / 1000m), ReportTable.Text(row.SessionMinutes), ReportTable.Text(row.UtilisationPercent), ReportTable.Text(row.Co2Grams)];
            foreach (var revenue in row.Revenue.Count == 0 ? [null] : row.Revenue.Cast<RevenueView?>())
            {
                Csv.Write(text, [.. key, .. sums, revenue?.Currency, ReportTable.Text(revenue?.Net), ReportTable.Text(revenue?.Tax), ReportTable.Text(revenue?.Gross)]);
                sums = [null, null, null, null, null];
            }
        }
        return ReportTable.Answer(context, $"usage-{made.From}-{made.Until}", text);
    }

    private static async Task<UsageView> MakeAsync(
        Caller caller, UsageReport report, TimeProvider time, string? from, string? until, string? by, long? site, decimal? factor)
    {
        var errors = new FieldErrors();
        var first = UptimeEndpoints.Month(from, time);
        var last = until is null ? first : UptimeEndpoints.Month(until, time);
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        if (months is < 1 or > MostMonths) errors.Add("until", $"Give a month that is not before 'from', and at most {MostMonths} months in all.");
        var parts = (by ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Except(["site", "station", "driver", "month"]).Any()) errors.Add("by", "Give any of site, station, driver, month, separated by commas.");
        if (factor is < 0 or > 2000) errors.Add("co2GramsPerKwh", "Give 0 to 2000 grams.");
        errors.ThrowIfAny();
        var question = new UsageQuestion(caller.Scope, site, first, months, parts.Contains("month"), parts.Contains("site"), parts.Contains("station"), parts.Contains("driver"));
        if (question.ByDriver && !caller.Scope.All)
            throw Problem.Forbidden("sites", "Drivers are of the whole installation; your role holds on some sites only. Leave 'driver' out of 'by'.").AsException();
        var rows = await report.MakeAsync(question);
        return new UsageView($"{first:yyyy-MM}", $"{last:yyyy-MM}", factor, rows.ConvertAll(row => UsageRowView.Of(row.Key, row.Sum, factor)));
    }
}

internal sealed record UsageView(string From, string Until, decimal? Co2GramsPerKwh, IReadOnlyList<UsageRowView> Rows);

internal sealed record UsageRowView(
    string? Month, long? Site, string? Station,
    [property: Description("Null also where the tag is no driver's")] long? Driver,
    [property: Description("That began here and have ended")] int Sessions,
    long EnergyWh, decimal SessionMinutes,
    [property: Description("How much of the time that ports were there they were in a session; null by driver")] decimal? UtilisationPercent,
    [property: Description("Null where no factor was given")] decimal? Co2Grams,
    [property: Description("What was booked, for each currency")] IReadOnlyList<RevenueView> Revenue)
{
    public static UsageRowView Of(UsageKey key, UsageSum sum, decimal? factor) => new(
        key.Month, key.Site, key.Station, key.Driver, sum.Sessions, sum.EnergyWh, Math.Round((decimal)sum.SessionTime.Ticks / TimeSpan.TicksPerMinute, 2), sum.Utilisation,
        factor is { } grams ? Math.Round(sum.EnergyWh / 1000m * grams, 1) : null,
        [.. sum.Revenues.Select(pair => new RevenueView(
            pair.Key, Currency.FromUnits(pair.Value.Net, pair.Key), Currency.FromUnits(pair.Value.Tax, pair.Key), Currency.FromUnits(pair.Value.Gross, pair.Key)))]);
}

internal sealed record RevenueView(string Currency, decimal Net, decimal Tax, decimal Gross);
