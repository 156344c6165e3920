namespace Ampwright.Lab.Wire;

/// <summary>How a connection came to be: what the HTTP upgrade and the TLS handshake said.</summary>
internal sealed record Handshake
{
    /// <summary>The path of the request, still percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>What basic authentication said; null where there was none.</summary>
    public Credentials? Credentials { get; init; }

    /// <summary>The offered subprotocols, in order.</summary>
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>The TLS version, such as Tls12; null without TLS.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>The suites of the system's ClientHello by their numbers.</summary>
    public IReadOnlyList<int> OfferedSuites { get; init; } = [];

    /// <summary>The certificate that the system showed, PEM; null where it showed none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The last part of the path, decoded: the station's identity.</summary>
    public string Identity => Uri.UnescapeDataString(Path[(Path.LastIndexOf('/') + 1)..]);
}
