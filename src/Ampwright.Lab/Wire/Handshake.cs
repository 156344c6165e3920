namespace Ampwright.Lab.Wire;

/// <summary>How a connection came to be: what the HTTP upgrade and the TLS handshake said.</summary>
internal sealed record Handshake
{
    /// <summary>The path of the request, still percent-encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The header Authorization; null where there was none.</summary>
    public string? Authorization { get; init; }

    /// <summary>The offered subprotocols, in order.</summary>
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>The TLS version, such as Tls12; null without TLS.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>The suites of the ClientHello by their numbers.</summary>
    public IReadOnlyList<int> OfferedSuites { get; init; } = [];

    /// <summary>The client certificate, PEM; null where none was presented.</summary>
    public string? ClientCertificate { get; init; }
}
