using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Access;

/// <summary>The log of every change, for reading.</summary>
internal static class AuditEndpoints
{
    private const int MostExported = 100_000;
    private const int AtOnce = 1000;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ListAsync).Needs(Role.Owner).WithName("listAudit").WithTags("access")
            .WithSummary("List the changes, the newest first").Fails(422);
        api.MapGet("/audit.csv", ExportAsync).Needs(Role.Owner).WithName("exportAudit").WithTags("access")
            .WithSummary("The changes as a table, the newest first").WithDescription("At most 100,000 lines; 'until' gets at the earlier ones.")
            .Produces<string>(200, Csv.ContentType).Fails(422);
    }

    private static async Task<Ok<Page<AuditView>>> ListAsync(
        Database database,
        [Description("As account:ann, or only how it begins")] string? who,
        [Description("As station.register, or only how it begins: station.")] string? action,
        [Description("Part of the subject: an identity, a name, a number")] string? subject,
        [Description("The first instant")] DateTimeOffset? from,
        [Description("The instant after the last one")] DateTimeOffset? until,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var filter = new AuditFilter(who, action, subject, from, until);
        var rows = await database.ReadAsync(connection => AuditLog.List(connection, filter, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(rows.ConvertAll(AuditView.Of), most, row => row.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<ContentHttpResult> ExportAsync(
        Database database, HttpContext context,
        [Description("As account:ann, or only how it begins")] string? who,
        [Description("As station.register, or only how it begins: station.")] string? action,
        [Description("Part of the subject: an identity, a name, a number")] string? subject,
        [Description("The first instant")] DateTimeOffset? from,
        [Description("The instant after the last one")] DateTimeOffset? until)
    {
        var filter = new AuditFilter(who, action, subject, from, until);
        var text = new StringBuilder();
        Csv.Write(text, "sequence", "at", "who", "action", "subject", "detail");
        var before = long.MaxValue;
        for (var left = MostExported; left > 0; left -= AtOnce)
        {
            var upTo = before;
            var rows = await database.ReadAsync(connection => AuditLog.List(connection, filter, upTo, AtOnce));
            foreach (var row in rows)
            {
                Csv.Write(text, row.Sequence.ToString(CultureInfo.InvariantCulture), row.At.ToString("O", CultureInfo.InvariantCulture), row.Who, row.Action, row.Subject, row.Detail);
                before = row.Sequence;
            }
            if (rows.Count < AtOnce) break;
        }
        context.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        return TypedResults.Content(text.ToString(), Csv.ContentType, Encoding.UTF8);
    }
}

internal sealed record AuditView(
    long Sequence, DateTimeOffset At, [property: Description("account:NAME, token:NAME or program:ampwright-csms")] string Who, string Action, string Subject, JsonElement? Detail)
{
    public static AuditView Of(AuditRow row) => new(row.Sequence, row.At, row.Who, row.Action, row.Subject, row.DetailJson());
}
