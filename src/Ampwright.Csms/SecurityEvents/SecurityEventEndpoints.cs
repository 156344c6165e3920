using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.SecurityEvents;

/// <summary>What stations reported of their security.</summary>
internal static class SecurityEventEndpoints
{
    public static void MapSecurityEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/security-events", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listSecurityEvents").WithTags("security")
            .WithSummary("List what stations reported of their security, the newest first").Fails(422);

    private static async Task<Ok<Page<SecurityEventView>>> ListAsync(
        Caller caller, Database database,
        [Description("The identity of a station")] string? station,
        [Description("Only critical ones, or only others")] bool? critical,
        [Description("Only of this type")] string? type,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var found = await database.ReadAsync(connection => connection.Query<SecurityEventRecord>("""
            SELECT e.security_event_id AS id, s.identity AS station, e.type, e.critical, e.happened_at, e.tech_info, e.received_at
            FROM security_events e JOIN stations s USING (station_id)
            WHERE (@All OR s.site_id IN @Ids) AND (@key IS NULL OR s.identity_key = @key) AND (@critical IS NULL OR e.critical = @critical)
              AND (@type IS NULL OR e.type = @type) AND e.security_event_id < @before
            ORDER BY e.security_event_id DESC LIMIT @most
            """, new
        {
            caller.Scope.All,
            caller.Scope.Ids,
            key = station is null ? null : StationIdentity.Fold(station),
            critical,
            type,
            before = after ?? long.MaxValue,
            most = most + 1,
        }).AsList());
        return TypedResults.Ok(Paging.Of(found.ConvertAll(SecurityEventView.Of), most, item => item.Id.ToString(CultureInfo.InvariantCulture)));
    }
}

internal sealed class SecurityEventRecord
{
    public long Id { get; init; }

    public string Station { get; init; } = "";

    public string Type { get; init; } = "";

    public bool Critical { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string? TechInfo { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
}

internal sealed record SecurityEventView(
    long Id,
    string Station,
    [property: Description("As the station named it")] string Type,
    [property: Description("By the whitepaper's table; a type that it does not know counts as critical")] bool Critical,
    [property: Description("By the station's clock")] DateTimeOffset HappenedAt,
    string? TechInfo,
    DateTimeOffset ReceivedAt)
{
    public static SecurityEventView Of(SecurityEventRecord reported) =>
        new(reported.Id, reported.Station, reported.Type, reported.Critical, reported.HappenedAt, reported.TechInfo, reported.ReceivedAt);
}
