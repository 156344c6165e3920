using System.ComponentModel;
using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Quirks;

/// <summary>What is known of single stations.</summary>
internal static class StationQuirks
{
    public static void MapQuirks(this IEndpointRouteBuilder api) =>
        api.MapGet("/stations/{identity}/quirks", ListAsync).Needs(Role.Viewer).WithName("listQuirks").WithTags("stations")
            .WithSummary("What is known of the station's model, and what is done about it").Fails(404);

    public static List<QuirkView> Of(DbConnection connection, long stationId) => connection.Query<QuirkView>(
        "SELECT quirk, value, source, since FROM station_quirks WHERE station_id = @stationId ORDER BY quirk", new { stationId }).AsList();

    private static async Task<Ok<Page<QuirkView>>> ListAsync(string identity, StationRegistry stations, Database database)
    {
        var station = await stations.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        return TypedResults.Ok(new Page<QuirkView>(await database.ReadAsync(connection => Of(connection, station.StationId)), null));
    }
}

internal sealed record QuirkView
{
    public string Quirk { get; init; } = "";

    [Description("true, or for timeZone the IANA name")]
    public string Value { get; init; } = "";

    [Description("Tolerated, Repaired or Flagged")]
    public string How => QuirkKind.Find(Quirk)?.How ?? "Flagged";

    [Description("Where it is known from")]
    public string Source { get; init; } = "";
    public DateTimeOffset Since { get; init; }
}
