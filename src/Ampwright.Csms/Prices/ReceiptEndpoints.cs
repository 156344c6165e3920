using System.ComponentModel;
using System.Globalization;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Prices;

/// <summary>The entries of the book as receipts: read, printed, exported.</summary>
internal static class ReceiptEndpoints
{
    private const string Html = "text/html";

    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        var receipts = api.MapGroup("/receipts").WithTags("prices");
        receipts.MapGet("", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listReceipts").WithSummary("List the receipts, the newest first").Fails(422);
        receipts.MapGet("/{id:long}", GetAsync).Needs(Role.Viewer).HonoursSites().WithName("getReceipt").WithSummary("Read one receipt").Fails(404)
            .WithExamples(null, PriceExamples.Entry);
        receipts.MapGet("/{id:long}/html", PrintAsync).Needs(Role.Viewer).HonoursSites().WithName("printReceipt").WithSummary("One receipt as a page to print")
            .Produces<string>(200, Html).Fails(404);
        api.MapGet("/receipts.csv", ExportAsync).Needs(Role.Viewer).HonoursSites().WithName("exportReceipts").WithTags("prices")
            .WithSummary("The receipts of a month as a table for accounting").WithDescription("In the order they were booked, amounts with a point, months in the sites' own time.")
            .Produces<string>(200, Csv.ContentType).Fails(422);
    }

    private static async Task<Ok<Page<PriceEntryView>>> ListAsync(
        Caller caller, Database database,
        [Description("The number of a site")] long? site,
        [Description("The number of a driver")] long? driver,
        [Description("As 2026-03, in the sites' own time")] string? month,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        if (month is not null) PriceEntryFilter.MonthOf(errors, month);
        errors.ThrowIfAny();
        var filter = new PriceEntryFilter { Scope = caller.Scope, Site = site, Driver = driver, Month = month };
        var found = await database.ReadAsync(connection => filter.Newest(connection, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(PriceEntryView.Of), most, entry => entry.Id.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Ok<PriceEntryView>> GetAsync(long id, Caller caller, Database database) => TypedResults.Ok(PriceEntryView.Of(await SeenAsync(id, caller, database)));

    private static async Task<ContentHttpResult> PrintAsync(long id, Caller caller, Database database)
    {
        var entry = await SeenAsync(id, caller, database);
        var (driver, charge) = await database.ReadAsync(connection => (
            entry.DriverId is { } number ? DriverList.Find(connection, number)?.Name : null,
            PriceBook.OfTransaction(connection, entry.TransactionId).Find(other => other.Kind == PriceEntryKind.Charge)));
        return TypedResults.Content(ReceiptPage.Of(entry, driver, charge), Html, Encoding.UTF8);
    }

    private static async Task<ContentHttpResult> ExportAsync(
        Caller caller, Database database, TimeProvider time, HttpContext context,
        [Description("As 2026-03, in the sites' own time; the present one when absent")] string? month,
        [Description("The number of a site")] long? site)
    {
        var errors = new FieldErrors();
        month ??= time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var filter = new PriceEntryFilter { Scope = caller.Scope, Site = site, Month = PriceEntryFilter.MonthOf(errors, month) };
        errors.ThrowIfAny();
        var text = new StringBuilder();
        Csv.Write(text, ReceiptTable.Columns);
        await foreach (var entry in filter.AllAsync(database)) ReceiptTable.Write(text, entry);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"receipts-{month}.csv\"";
        return TypedResults.Content(text.ToString(), Csv.ContentType, Encoding.UTF8);
    }

    /// <summary>A receipt of another site than the caller's is answered like one that is not there.</summary>
    private static async Task<PriceEntry> SeenAsync(long id, Caller caller, Database database) =>
        await database.ReadAsync(connection => PriceBook.Find(connection, id)) is { } entry && caller.Scope.Covers(entry.SiteId)
            ? entry
            : throw Problem.NotFound("receipt-unknown", $"There is no receipt {id}. GET /api/v1/receipts lists them.").AsException();
}
