using System.ComponentModel;
using System.Globalization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ampwright.Csms.Availability;

/// <summary>The connectors with their status.</summary>
internal static class ConnectorEndpoints
{
    public static void MapConnectors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/connectors", ListAsync).Needs(Role.Viewer).HonoursSites().WithName("listConnectors").WithTags("connectors")
            .WithSummary("List the connectors of all stations, or those in one status");
        api.MapGet("/stations/{identity}/connectors", OfStationAsync).Needs(Role.Viewer).WithName("listStationConnectors").WithTags("connectors")
            .WithSummary("List a station's connectors").Fails(404);
        api.MapGet("/stations/{identity}/connectors/{connectorId:int}/status-history", HistoryAsync).Needs(Role.Viewer).WithName("listStatusHistory").WithTags("connectors")
            .WithSummary("What a connector showed from when until when, the newest first").WithDescription("By this program's clock. Connector 0 is the station's main controller.").Fails(404, 422)
            .WithExamples(null, """
                {"items":[{"id":812,"status":"Charging","errorCode":"NoError","from":"2026-03-02T12:00:00Z","until":null},
                          {"id":790,"status":"Preparing","errorCode":"NoError","from":"2026-03-02T11:59:20Z","until":"2026-03-02T12:00:00Z"}],"next":null}
                """);
    }

    private static async Task<Ok<Page<ConnectorView>>> ListAsync(Caller caller, ConnectorList connectors, StationRegistry registry, string? status)
    {
        var connected = (await registry.ListAsync(caller.Scope)).ToDictionary(station => station.Identity, station => station.Connected);
        var all = (await connectors.ListAsync()).Where(connector => connected.ContainsKey(connector.Station) && (status is null || connector.Status == status));
        return TypedResults.Ok(new Page<ConnectorView>(all.Select(connector => ConnectorView.Of(connector, connected[connector.Station])).ToList(), null));
    }

    private static async Task<Ok<Page<ConnectorView>>> OfStationAsync(string identity, ConnectorList connectors, StationRegistry registry)
    {
        var station = await registry.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var found = await connectors.ListAsync(station.Identity);
        return TypedResults.Ok(new Page<ConnectorView>(found.Select(connector => ConnectorView.Of(connector, station.Connected)).ToList(), null));
    }

    private static async Task<Ok<Page<StatusSpanView>>> HistoryAsync(
        string identity, int connectorId, StationRegistry registry, Database database,
        [Description("Items on a page, 1 to 500; 50 when absent")] int? limit,
        [Description("The page before's 'next'")] long? after)
    {
        var errors = new FieldErrors();
        var most = Paging.Limit(errors, limit);
        errors.ThrowIfAny();
        var station = await registry.FindAsync(identity) ?? throw StationEndpoints.Unknown(identity);
        var found = await database.ReadAsync(connection => StatusHistory.Newest(connection, station.StationId, connectorId, after ?? long.MaxValue, most + 1));
        return TypedResults.Ok(Paging.Of(found.ConvertAll(StatusSpanView.Of), most, span => span.Id.ToString(CultureInfo.InvariantCulture)));
    }
}

/// <param name="Until">Null: it still does.</param>
internal sealed record StatusSpanView(
    long Id, [property: Description("As the station reported it; Removed while it was not in the list")] string Status, string ErrorCode, DateTimeOffset From, DateTimeOffset? Until)
{
    public static StatusSpanView Of(StatusSpan span) => new(span.SpanId, span.Status, span.ErrorCode, span.FromAt, span.UntilAt);
}

internal sealed record ConnectorView(
    string Station,
    int ConnectorId,
    [property: Description("As the station reported it: Available, Preparing, Charging, SuspendedEVSE, SuspendedEV, Finishing, Reserved, Unavailable, Faulted")] string Status,
    string ErrorCode,
    string? Info,
    string? VendorId,
    string? VendorErrorCode,
    DateTimeOffset StatusAt,
    [property: Description("False: the station is not connected, so the status is the last known")] bool Live,
    [property: Description("What ChangeAvailability last asked for, Operative or Inoperative; null when nothing was asked for")] string? WantedAvailability,
    [property: Description("How far that is: Accepted by the station, Scheduled for the end of the running transaction, or Done, as the status shows")] string? AvailabilityState)
{
    public static ConnectorView Of(ConnectorRecord connector, bool live) => new(
        connector.Station, connector.ConnectorId, connector.Status, connector.ErrorCode, connector.Info, connector.VendorId,
        connector.VendorErrorCode, connector.StatusAt, live,
        connector.WantedAvailability, connector.AvailabilityState);
}
