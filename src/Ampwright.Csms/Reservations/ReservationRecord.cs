namespace Ampwright.Csms.Reservations;

internal sealed class ReservationRecord
{
    public long RowId { get; init; }

    public string Station { get; init; } = "";

    public long StationId { get; init; }

    public long SiteId { get; init; }

    /// <summary>As the station knows it.</summary>
    public int ReservationId { get; init; }

    /// <summary>0: any connector.</summary>
    public int ConnectorId { get; init; }

    public string IdTag { get; init; } = "";

    public string? ParentIdTag { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public ReservationState State { get; init; }

    public long CommandId { get; init; }

    public long? CancelCommandId { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The connector that showed Reserved.</summary>
    public int? ShownOn { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The transaction that used it.</summary>
    public int? TransactionId { get; init; }

    public string? Why { get; init; }

    public bool IsOpen => State is ReservationState.Requested or ReservationState.Active;
}
