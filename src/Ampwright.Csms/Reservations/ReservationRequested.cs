using Ampwright.Ocpp.Messages.Reservation;

namespace Ampwright.Csms.Reservations;

/// <summary>What a station is asked to keep for whom.</summary>
internal sealed record ReservationRequested(
    long StationId, int ReservationId, int ConnectorId, string IdTag, string? ParentIdTag, DateTimeOffset ExpiresAt, long CommandId, string RequestedBy)
{
    public static ReservationRequested Of(long stationId, ReserveNowRequest request, long commandId, string requestedBy) => new(
        stationId, request.ReservationId, request.ConnectorId, request.IdTag, request.ParentIdTag, request.ExpiryDate.Instant, commandId, requestedBy);
}
