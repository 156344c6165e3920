using Ampwright.Csms.Authorization;

namespace Ampwright.Csms.Stations;

/// <summary>A station as stored. Instants are UTC.</summary>
internal sealed record StationRecord
{
    public long StationId { get; init; }
    public string Identity { get; init; } = "";
    public long SiteId { get; init; }

    /// <summary>Each change of what is said about it counts one up.</summary>
    public long Version { get; init; }

    /// <summary>What becomes of unknown tags here; null: as the site does.</summary>
    public UnknownTags? UnknownTags { get; init; }
    public BootPolicy BootPolicy { get; init; }

    /// <summary>What the last BootNotification was answered with; null before the first.</summary>
    public BootPolicy? Registration { get; init; }
    public int HeartbeatSeconds { get; init; }
    public int RetrySeconds { get; init; }
    public bool WithoutPassword { get; init; }
    public int SecurityProfile { get; init; }

    /// <summary>Also lets it in, while it is to come by this one; null: no other does.</summary>
    public int? NextSecurityProfile { get; init; }
    public string? CertificateName { get; init; }
    public bool AcceptsHexPassword { get; init; }
    public bool NoPong { get; init; }
    public bool AssumesSubprotocol { get; init; }

    /// <summary>The CSMS sends it nothing that nobody asked for. A feature asks before it queues by itself.</summary>
    public bool NoUnsolicitedCalls { get; init; }
    /// <summary>The zone of stamps that name none; null: UTC.</summary>
    public string? TimeZone { get; init; }
    public bool HasPassword { get; init; }
    public string? Vendor { get; init; }
    public string? Model { get; init; }
    public string? SerialNumber { get; init; }
    public string? ChargeBoxSerialNumber { get; init; }
    public string? FirmwareVersion { get; init; }
    public string? Iccid { get; init; }
    public string? Imsi { get; init; }
    public string? MeterType { get; init; }
    public string? MeterSerialNumber { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public DateTimeOffset? LastBootAt { get; init; }
    public bool Connected { get; init; }
    public DateTimeOffset? ConnectedAt { get; init; }
    public DateTimeOffset? DisconnectedAt { get; init; }
    public long LeaseEpoch { get; init; }
}
