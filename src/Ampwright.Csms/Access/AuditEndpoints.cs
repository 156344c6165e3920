using System.ComponentModel;
using System.Text.Json;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Access;

/// <summary>The log of every change, for reading.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync).Needs(Role.Owner).WithName("listAudit").WithTags("access")
            .WithSummary("List the changes, the newest first").Fails(422);

    private static async Task<Ok<Page<AuditView>>> ListAsync(
        Database database,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var rows = await database.ReadAsync(connection => AuditLog.List(connection, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(rows.ConvertAll(AuditView.Of), most, row => row.Sequence.ToString()));
    }
}

internal sealed record AuditView(
    long Sequence, DateTimeOffset At, [property: Description("account:NAME, token:NAME or program:ampwright-csms")] string Who, string Action, string Subject, JsonElement? Detail)
{
    public static AuditView Of(AuditRow row) => new(row.Sequence, row.At, row.Who, row.Action, row.Subject, row.DetailJson());
}
