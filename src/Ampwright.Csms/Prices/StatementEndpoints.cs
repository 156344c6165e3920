using System.ComponentModel;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Prices;

/// <summary>What a driver, or a group, was charged in a month: of the whole installation, as drivers and groups are.</summary>
internal static class StatementEndpoints
{
    private const string Html = "text/html";

    public static void MapStatements(this IEndpointRouteBuilder api)
    {
        Map(api, "drivers", "Driver", (id, month) => new PriceEntryFilter { Driver = id, Month = month }, async (id, database) =>
            (await database.ReadAsync(connection => DriverList.Find(connection, id)))?.Name
            ?? throw Problem.NotFound("driver-unknown", $"There is no driver {id}. GET /api/v1/drivers lists them.").AsException());
        Map(api, "groups", "Group", (id, month) => new PriceEntryFilter { Group = id, Month = month }, async (id, database) =>
            (await database.ReadAsync(connection => GroupList.Find(connection, id)))?.Name
            ?? throw Problem.NotFound("group-unknown", $"There is no group {id}. GET /api/v1/groups lists them.").AsException());
    }

    private static void Map(IEndpointRouteBuilder api, string path, string whose, Func<long, string, PriceEntryFilter> filter, Func<long, Database, Task<string>> name)
    {
        var statements = api.MapGroup($"/{path}/{{id:long}}/statements").WithTags("prices");
        statements.MapGet("/{month}", GetAsync).Needs(Role.Viewer).WithName($"get{whose}Statement").WithSummary($"What a {whose.ToLowerInvariant()} was charged in a month")
            .WithDescription("A month of the sites' own time, as 2026-03, by when an entry was booked. A session is in the statement of one group.").Fails(404, 422)
            .WithExamples(null, PriceExamples.Statement);
        statements.MapGet("/{month}/html", PrintAsync).Needs(Role.Viewer).WithName($"print{whose}Statement").WithSummary($"The same as a page to print")
            .Produces<string>(200, Html).Fails(404, 422);

        async Task<Ok<StatementView>> GetAsync(
            long id, string month, Database database,
            [Description("Entries on a page, 1 to 500; 50 when absent")] int? limit,
            [Description("The page before's 'next'")] long? after)
        {
            var errors = new FieldErrors();
            var most = Paging.Limit(errors, limit);
            PriceEntryFilter.MonthOf(errors, month);
            errors.ThrowIfAny();
            var known = await name(id, database);
            var asked = filter(id, month);
            return TypedResults.Ok(await database.ReadAsync(connection => new StatementView(
                known, month, asked.Sums(connection).ConvertAll(StatementSumView.Of),
                Paging.Of(asked.Oldest(connection, after ?? 0, most + 1).ConvertAll(PriceEntryView.Of), most, entry => entry.Id.ToString(CultureInfo.InvariantCulture)))));
        }

        async Task<ContentHttpResult> PrintAsync(long id, string month, Database database)
        {
            var errors = new FieldErrors();
            PriceEntryFilter.MonthOf(errors, month);
            errors.ThrowIfAny();
            var known = await name(id, database);
            var asked = filter(id, month);
            var entries = new List<PriceEntry>();
            await foreach (var entry in asked.AllAsync(database)) entries.Add(entry);
            return TypedResults.Content(ReceiptPage.OfMonth(known, month, entries, await database.ReadAsync(asked.Sums)), Html, Encoding.UTF8);
        }
    }
}

internal sealed record StatementSumView(
    string Currency, decimal TaxPercent, int Entries, [property: Description("How many sessions were charged")] int Sessions, long EnergyWh, decimal Net, decimal Tax, decimal Gross)
{
    public static StatementSumView Of(PriceSum sum) => new(
        sum.Currency, decimal.Parse(sum.TaxPercent, CultureInfo.InvariantCulture), sum.Entries, sum.Sessions, sum.EnergyWh,
        Prices.Currency.FromUnits(sum.Net, sum.Currency), Prices.Currency.FromUnits(sum.Tax, sum.Currency), Prices.Currency.FromUnits(sum.Gross, sum.Currency));
}

internal sealed record StatementView(
    string Name, string Month,
    [property: Description("Of all entries of the month, for each currency and tax rate")] IReadOnlyList<StatementSumView> Sums,
    [property: Description("In the order they were booked")] Page<PriceEntryView> Entries);
