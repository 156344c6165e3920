using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Ampwright.Csms.Stations;

/// <summary>What registering and changing have in common.</summary>
internal interface IStationSettings
{
    string? BootPolicy { get; }
    long? Site { get; }
    string? CertificateName { get; }
    string? UnknownTags { get; }
    int? HeartbeatSeconds { get; }
    int? RetrySeconds { get; }
    bool? AcceptsHexPassword { get; }
    bool? NoPong { get; }
    bool? AssumesSubprotocol { get; }
    bool? NoUnsolicitedCalls { get; }
}

internal sealed record StationRequest : StationPatch
{
    [Required, MaxLength(StationIdentity.MaxLength), Description("The last segment of the station's connection URL: " + StationIdentity.Rule)]
    public string? Identity { get; init; }
}

internal record StationPatch : IStationSettings
{
    [Description("32 to 40 hexadecimal digits (the bytes of AuthorizationKey), or a text of 16 to 40 bytes")]
    public string? Password { get; init; }

    [Description("Admit the station without any proof of who it is")]
    public bool? WithoutPassword { get; init; }

    [Range(0, 3), Description("How the station proves itself: 1 by its password, 2 by its password over TLS, 3 by a client certificate over TLS; 0 not at all, "
        + "together with withoutPassword only. 1 when absent. It is refused when it comes otherwise")]
    public int? SecurityProfile { get; init; }

    [MaxLength(64), Description("CN of the station's client certificate, its serial number; the identity when absent")]
    public string? CertificateName { get; init; }

    [Description("Accepted, Pending or Rejected: what BootNotification is answered with; Accepted when absent")]
    public string? BootPolicy { get; init; }

    [Description("The number of the site it stands at; when absent the first one, or the only one of a caller who has just one")]
    public long? Site { get; init; }

    [Description("What becomes of tags that nobody knows: Refused, Accepted (free charging), or AsSite; AsSite when absent")]
    public string? UnknownTags { get; init; }

    [Range(1, 86400), Description("Told in BootNotification.conf; 300 when absent")]
    public int? HeartbeatSeconds { get; init; }

    [Range(0, 86400), Description("How long a station that is not accepted waits before it asks again; 60 when absent")]
    public int? RetrySeconds { get; init; }

    [Description("Also take a password sent as the hexadecimal text of its bytes")]
    public bool? AcceptsHexPassword { get; init; }

    [Description("The station never answers pings: judge it by silence")]
    public bool? NoPong { get; init; }

    [Description("The station offers no subprotocol: assume ocpp1.6")]
    public bool? AssumesSubprotocol { get; init; }

    [Description("Send the station nothing that nobody asked for: no configuration reads, no lists kept in step")]
    public bool? NoUnsolicitedCalls { get; init; }
}
