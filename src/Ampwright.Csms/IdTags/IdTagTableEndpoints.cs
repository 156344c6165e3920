using System.ComponentModel;
using System.Text;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.IdTags;

/// <summary>The id tags as a table for spreadsheets, out and in.</summary>
internal static class IdTagTableEndpoints
{
    public static void MapIdTagTable(this IEndpointRouteBuilder api)
    {
        api.MapGet("/id-tags.csv", ExportAsync).Needs(Role.Viewer).WithName("exportIdTags").WithTags("id tags")
            .WithSummary("All id tags as a table").WithDescription("Cells that a spreadsheet would run as a formula have an apostrophe before them; the import takes it away again.")
            .Produces<string>(200, Csv.ContentType);
        api.MapPost("/id-tags/import", ImportAsync).Needs(Role.Operator).WithName("importIdTags").WithTags("id tags")
            .WithSummary("Add and change id tags from a table; a preview, unless apply is true")
            .WithDescription("The body is text/csv, UTF-8, at most 8 MiB; its first line names the columns, as the export does. With apply=true any error is answered 422, and nothing is changed.")
            .WithMetadata(new BodyLimit(IdTagTable.MostBytes)).Accepts<string>(Csv.ContentType).Fails(422);
        // For whoever sends something else: asked for the role first, as everywhere.
        api.MapPost("/id-tags/import", NoTable).Needs(Role.Operator).ExcludeFromDescription();
    }

    private static IResult NoTable() => throw new Problem
    {
        Status = StatusCodes.Status415UnsupportedMediaType,
        Title = "Unsupported media type",
        Code = "unsupported-media-type",
        Detail = "Send the table with the header 'Content-Type: text/csv'.",
    }.AsException();

    private static async Task<ContentHttpResult> ExportAsync(Database database, HttpContext context)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"id-tags.csv\"";
        return TypedResults.Content(await database.ReadAsync(IdTagTable.Export), Csv.ContentType, Encoding.UTF8);
    }

    private static async Task<Ok<ImportView>> ImportAsync(
        HttpRequest request, Caller caller, Database database, [Description("True: carry it out, if there is no error")] bool? apply)
    {
        var text = await TextAsync(request);
        if (apply != true) return TypedResults.Ok(ImportView.Of(await database.ReadAsync(connection => IdTagTable.Read(connection, text)), applied: false));
        return TypedResults.Ok(ImportView.Of(await database.WriteAsync(unit =>
        {
            var import = IdTagTable.Read(unit.Connection, text);
            if (import.ErrorCount > 0) throw Problem.Invalid(ByLine(import)).AsException();
            IdTagTable.Apply(unit, import, caller);
            return import;
        }), applied: true));
    }

    private static Dictionary<string, string[]> ByLine(IdTagImport import) => import.Errors
        .GroupBy(error => error.Column is null ? $"line {error.Line}" : $"line {error.Line}, {error.Column}", StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(error => error.What).ToArray(), StringComparer.Ordinal);

    private static async Task<string> TextAsync(HttpRequest request)
    {
        try
        {
            using var reader = new StreamReader(request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            throw Problem.Invalid(new Dictionary<string, string[]> { ["body"] = ["It is not UTF-8. Save the table as 'CSV UTF-8'."] }).AsException();
        }
    }
}

internal sealed record ImportView(
    [property: Description("Whether it was carried out; else it is a preview")] bool Applied,
    int Added,
    int Changed,
    int Unchanged,
    int ErrorCount,
    [property: Description("The first 200")] IReadOnlyList<ImportErrorView> Errors)
{
    public static ImportView Of(IdTagImport import, bool applied) =>
        new(applied, import.Added.Count, import.Changed.Count, import.Unchanged, import.ErrorCount, import.Errors);
}
