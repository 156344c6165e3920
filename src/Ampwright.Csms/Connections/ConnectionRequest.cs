using Ampwright.Csms.Stations;
using Ampwright.Csms.TransportSecurity;

namespace Ampwright.Csms.Connections;

/// <summary>What a station asks with: everything that admission looks at.</summary>
internal sealed record ConnectionRequest
{
    /// <summary>The request target exactly as it came, before any decoding.</summary>
    public required string RawTarget { get; init; }

    public string? Authorization { get; init; }

    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>Came over TLS.</summary>
    public bool Secure { get; init; }

    /// <summary>What it proved itself by in the handshake, if by anything.</summary>
    public StationCertificate? Certificate { get; init; }

    /// <summary>The address of the other side.</summary>
    public string Source { get; init; } = "unknown";

    /// <summary>
    /// The identity: the last segment of the path, decoded once (OCPP-J 1.6 §3.1.1, digest trap 2); null when it cannot be one.
    /// </summary>
    public string? Identity()
    {
        var path = RawTarget.AsSpan();
        if (path.IndexOfAny('?', '#') is >= 0 and var end) path = path[..end];
        path = path.TrimEnd('/');
        var segment = path[(path.LastIndexOf('/') + 1)..];
        if (segment.Length > StationIdentity.MaxLength * 3) return null;
        // A percent sign that starts no escape would be left as it is; the identity rule then decides.
        var identity = Uri.UnescapeDataString(segment.ToString());
        return StationIdentity.IsValid(identity) ? identity : null;
    }
}
