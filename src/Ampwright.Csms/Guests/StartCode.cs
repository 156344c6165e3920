namespace Ampwright.Csms.Guests;

/// <summary>A code by which somebody without a card starts one session at one connector, as stored: the code itself is not.</summary>
internal sealed record StartCode
{
    public long StartCodeId { get; init; }
    public long StationId { get; init; }
    public string Station { get; init; } = "";
    public int ConnectorId { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public string MadeBy { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>The tag of its session.</summary>
    public string? IdTag { get; init; }

    /// <summary>The session must have begun by then.</summary>
    public DateTimeOffset? BeginBy { get; init; }
    public long? CommandId { get; init; }
    public int? TransactionId { get; init; }

    /// <summary>When its session was stopped.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    public StartCodeState StateAt(DateTimeOffset now) => this switch
    {
        { StoppedAt: not null } => StartCodeState.Ended,
        { TransactionId: not null } => StartCodeState.Charging,
        { UsedAt: not null } => BeginBy <= now ? StartCodeState.Ended : StartCodeState.Starting,
        { WithdrawnAt: not null } => StartCodeState.Withdrawn,
        _ => ExpiresAt <= now ? StartCodeState.Expired : StartCodeState.Open,
    };
}

/// <summary>What has become of a code. The names are in the API.</summary>
internal enum StartCodeState
{
    Open,
    Withdrawn,
    Expired,

    /// <summary>Used; the station was asked to start.</summary>
    Starting,
    Charging,

    /// <summary>The session was stopped, or none began in time.</summary>
    Ended,
}
