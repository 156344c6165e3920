namespace Ampwright.Csms.Connections;

/// <param name="Status">101 to go on, else the HTTP status to refuse with.</param>
/// <param name="Why">For the log and the body of the refusal.</param>
internal sealed record AdmissionVerdict(int Status, string Why)
{
    public long StationId { get; init; }

    /// <summary>As registered.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The security profile that it came by, where that is not yet the one its record says; else null.</summary>
    public int? NextProfile { get; init; }

    /// <summary>The subprotocol to answer with, if any.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>The handshake is finished only to be closed.</summary>
    public bool ClosesAtOnce { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool Admitted => Status == 101;

    public static AdmissionVerdict Refuse(int status, string why, TimeSpan? retryAfter = null) => new(status, why) { RetryAfter = retryAfter };

    public static AdmissionVerdict Admit(long stationId, string identity, int? nextProfile, string? subprotocol) =>
        new(101, "") { StationId = stationId, Identity = identity, NextProfile = nextProfile, Subprotocol = subprotocol };
}
