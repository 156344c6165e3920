using Ampwright.Csms.Authorization;

namespace Ampwright.Csms.Stations;

/// <summary>What an operator says about a station when registering it.</summary>
internal sealed record StationRegistration
{
    /// <summary>See <see cref="StationIdentity.Rule"/>; the spelling is kept.</summary>
    public required string Identity { get; init; }

    /// <summary>The password's bytes, 16..40; null only together with <see cref="WithoutPassword"/>.</summary>
    public byte[]? Password { get; init; }

    /// <summary>Admit this station without any proof of who it is. Never the default.</summary>
    public bool WithoutPassword { get; init; }

    /// <summary>0 to 3 (security whitepaper 2); null for 1, or 0 where there is no password.</summary>
    public int? SecurityProfile { get; init; }

    /// <summary><see cref="SecurityProfile"/>, resolved.</summary>
    public int Profile => SecurityProfile ?? (WithoutPassword ? 0 : 1);

    /// <summary>CN of the client certificate in profile 3: the serial number; null when it is the identity.</summary>
    public string? CertificateName { get; init; }

    /// <summary>Also take a password sent as the hexadecimal text of the bytes, as some stations do.</summary>
    public bool AcceptsHexPassword { get; init; }

    /// <summary>The site it stands at.</summary>
    public long SiteId { get; init; } = Sites.Site.Default;

    /// <summary>What becomes of unknown tags here; null: as the site does.</summary>
    public UnknownTags? UnknownTags { get; init; }

    public BootPolicy BootPolicy { get; init; } = BootPolicy.Accepted;

    /// <summary>Seconds between heartbeats, told in BootNotification.conf.</summary>
    public int HeartbeatSeconds { get; init; } = 300;

    /// <summary>Seconds a station that was not accepted waits before its next BootNotification.</summary>
    public int RetrySeconds { get; init; } = 60;

    /// <summary>The station never answers pings: it is judged by silence over three heartbeat intervals.</summary>
    public bool NoPong { get; init; }

    /// <summary>The station offers no subprotocol; assume ocpp1.6.</summary>
    public bool AssumesSubprotocol { get; init; }

    /// <summary>Send it nothing that nobody asked for: no configuration reads, no lists kept in step.</summary>
    public bool NoUnsolicitedCalls { get; init; }
}
