using System.ComponentModel;
using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Stations;
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
