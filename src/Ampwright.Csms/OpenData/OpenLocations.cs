using System.ComponentModel;
using System.Data.Common;
using System.Text.Json.Serialization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Sites;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.OpenData;

/// <summary>
/// Where the sites are that are open data and what their connectors show, for everybody, in the names of OCPI 2.2.1's locations. What is not known here
/// (the party, a connector's plug, its voltage) is left out: it is open data, no endpoint of OCPI.
/// </summary>
internal static class OpenLocations
{
    public const int Success = 1000;
    private static readonly int[] Weekdays = [7, 1, 2, 3, 4, 5, 6];

    public static void MapOpenData(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/open-data/v1/locations", GetAsync).AllowAnonymous().WithName("listOpenLocations").WithTags("open data")
            .WithSummary("Sites and the state of their connectors, for everybody")
            .WithDescription("Only sites that were made open data with PUT /sites/{id}/publication. Names and statuses are those of OCPI 2.2.1's locations. An answer holds for 30 s; 120 a minute from one address.").Fails(429).WithExamples(null, """
                {"data":[{"id":"2","publish":true,"name":"Harbour","address":"Am Sandtorkai 1","city":"Hamburg","postal_code":"20457","country":"DEU",
                  "coordinates":{"latitude":"53.54360","longitude":"9.98860"},"time_zone":"Europe/Berlin",
                  "opening_times":{"twentyfourseven":false,"regular_hours":[{"weekday":1,"period_begin":"06:00","period_end":"22:00"}]},
                  "evses":[{"uid":"S1-1","status":"AVAILABLE","connectors":[{"id":"1","last_updated":"2026-03-02T12:00:00Z"}],"last_updated":"2026-03-02T12:00:00Z"}],
                  "last_updated":"2026-03-02T12:00:00Z"}],"status_code":1000,"timestamp":"2026-03-02T12:05:00Z"}
                """);

    private static async Task<Ok<OcpiAnswer>> GetAsync(OpenDataDesk desk, HttpContext context)
    {
        var answer = await desk.AnswerAsync(AttemptLimits.SourceOf(context), context.RequestAborted);
        context.Response.Headers.CacheControl = "public, max-age=30";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Ok(answer);
    }

    public static List<OcpiLocation> Read(DbConnection connection)
    {
        var evses = connection.Query<Evse>("""
            SELECT s.site_id, s.station_id, s.lease_connection IS NOT NULL AS connected, coalesce(s.disconnected_at, s.registered_at) AS disconnected_at, s.connected_at,
                   c.connector_id, c.status, c.received_at,
                   (SELECT w.status FROM connectors w WHERE w.station_id = s.station_id AND w.connector_id = 0) AS whole
            FROM stations s JOIN connectors c ON c.station_id = s.station_id JOIN site_publications p ON p.site_id = s.site_id
            WHERE p.open_data AND s.removed_at IS NULL AND c.connector_id > 0 ORDER BY s.station_id, c.connector_id
            """).ToLookup(evse => evse.SiteId);
        return connection.Query<SitePublication>("SELECT p.* FROM site_publications p WHERE p.open_data ORDER BY p.site_id").AsList()
            .Select(publication => (Publication: publication, Site: SiteList.Find(connection, publication.SiteId)))
            .Where(found => found.Site is not null)
            .Select(found => Location(found.Publication, found.Site!, [.. evses[found.Site!.SiteId].Select(EvseOf)])).ToList();
    }

    private static OcpiLocation Location(SitePublication publication, Site site, List<OcpiEvse> evses)
    {
        var hours = WeeklyWindows.FromText(publication.OpeningHours).All;
        return new OcpiLocation(
            $"{site.SiteId}", Publish: true, site.Name, site.Address, publication.City, publication.PostalCode, publication.Country,
            new OcpiCoordinates(publication.Latitude!, publication.Longitude!), site.TimeZone,
            new OcpiHours(hours.Count == 0, hours.Count == 0 ? null : [.. hours.SelectMany(Regular)]),
            evses, evses.Select(evse => (DateTimeOffset?)evse.LastUpdated).Max());
    }

    // A window that runs into the next day is two of OCPI's.
    private static IEnumerable<OcpiRegularHours> Regular(WeeklyWindow window)
    {
        foreach (var day in window.Days)
        {
            var today = Weekdays[(int)day];
            if (window.From < window.To)
            {
                yield return new OcpiRegularHours(today, WeeklyWindows.MinuteToText(window.From), WeeklyWindows.MinuteToText(window.To));
                continue;
            }
            yield return new OcpiRegularHours(today, WeeklyWindows.MinuteToText(window.From), "24:00");
            yield return new OcpiRegularHours((today % 7) + 1, "00:00", WeeklyWindows.MinuteToText(window.To));
        }
    }

    private static OcpiEvse EvseOf(Evse evse)
    {
        var turned = (evse.Connected ? evse.ConnectedAt : evse.DisconnectedAt) is { } at && at > evse.ReceivedAt ? at : evse.ReceivedAt;
        return new OcpiEvse(
            PublicId.Of(evse.StationId, evse.ConnectorId), OcpiStatus.Of(evse.Status, evse.Whole, evse.Connected),
            [new OcpiConnector($"{evse.ConnectorId}", turned)], turned);
    }

    private sealed record Evse
    {
        public long SiteId { get; init; }
        public long StationId { get; init; }
        public bool Connected { get; init; }
        public DateTimeOffset? ConnectedAt { get; init; }
        public DateTimeOffset? DisconnectedAt { get; init; }
        public int ConnectorId { get; init; }
        public string Status { get; init; } = "";
        public string? Whole { get; init; }
        public DateTimeOffset ReceivedAt { get; init; }
    }
}

internal sealed record OcpiAnswer(
    IReadOnlyList<OcpiLocation> Data, [property: JsonPropertyName("status_code"), Description("OCPI's 1000: success")] int StatusCode, DateTimeOffset Timestamp);

internal sealed record OcpiLocation(
    string Id, bool Publish, string Name, string? Address, string? City,
    [property: JsonPropertyName("postal_code")] string? PostalCode,
    [property: Description("ISO 3166-1 alpha-3")] string? Country,
    OcpiCoordinates Coordinates,
    [property: JsonPropertyName("time_zone")] string TimeZone,
    [property: JsonPropertyName("opening_times")] OcpiHours OpeningTimes,
    IReadOnlyList<OcpiEvse> Evses,
    [property: JsonPropertyName("last_updated")] DateTimeOffset? LastUpdated);

internal sealed record OcpiCoordinates(string Latitude, string Longitude);

internal sealed record OcpiHours(
    bool Twentyfourseven,
    [property: JsonPropertyName("regular_hours"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OcpiRegularHours>? RegularHours);

internal sealed record OcpiRegularHours(
    [property: Description("1 is Monday")] int Weekday,
    [property: JsonPropertyName("period_begin")] string PeriodBegin,
    [property: JsonPropertyName("period_end")] string PeriodEnd);

internal sealed record OcpiEvse(
    [property: Description("A number of ours for the station, which is not its identity, and the number of its connector")] string Uid,
    [property: Description("AVAILABLE, CHARGING, RESERVED, INOPERATIVE, OUTOFORDER or UNKNOWN")] string Status,
    IReadOnlyList<OcpiConnector> Connectors,
    [property: JsonPropertyName("last_updated")] DateTimeOffset LastUpdated);

internal sealed record OcpiConnector(string Id, [property: JsonPropertyName("last_updated")] DateTimeOffset LastUpdated);
