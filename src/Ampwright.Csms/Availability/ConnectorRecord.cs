namespace Ampwright.Csms.Availability;

/// <summary>A connector's last known status; connector 0 is the station's main controller.</summary>
internal sealed record ConnectorRecord
{
    public string Station { get; init; } = "";
    public int ConnectorId { get; init; }

    /// <summary>As the station wrote it: a status the standard does not know is kept.</summary>
    public string Status { get; init; } = "";
    public string ErrorCode { get; init; } = "";
    public string? Info { get; init; }
    public string? VendorId { get; init; }
    public string? VendorErrorCode { get; init; }

    /// <summary>The station's own time stamp, else the time of receipt. UTC.</summary>
    public DateTimeOffset StatusAt { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Operative or Inoperative: what was last asked for; null when nothing was.</summary>
    public string? WantedAvailability { get; init; }

    /// <summary>Accepted, Scheduled (after the running transaction) or Done.</summary>
    public string? AvailabilityState { get; init; }
}
