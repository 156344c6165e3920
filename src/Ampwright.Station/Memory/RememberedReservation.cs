namespace Ampwright.Station.Memory;

/// <summary>A place kept for somebody.</summary>
/// <param name="Id">The CSMS's reservationId.</param>
/// <param name="Connector">0 = any one of the station.</param>
internal sealed record RememberedReservation(int Id, int Connector, string IdTag, string? ParentIdTag, DateTimeOffset Expiry);
