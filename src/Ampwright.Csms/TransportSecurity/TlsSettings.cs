using System.Net;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>What the program was told about TLS; never changes while it runs.</summary>
internal sealed record TlsSettings
{
    public const string DefaultOrganisation = "Ampwright";

    public required IPAddress Listen { get; init; }

    /// <summary>TCP port; 0 lets the system choose one.</summary>
    public required int Port { get; init; }

    /// <summary>PEM file with certificate, chain and key; null for one of the development authority.</summary>
    public string? RsaFile { get; init; }

    /// <inheritdoc cref="RsaFile"/>
    public string? EcFile { get; init; }

    /// <summary>The name in certificates made by the development authority.</summary>
    public string Name { get; init; } = "localhost";

    /// <summary>The operator's name, which must be O in each station's certificate (whitepaper A00.FR.404).</summary>
    public string Organisation { get; init; } = DefaultOrganisation;

    /// <summary>PEM file with the roots of stations' certificates; null for the development root.</summary>
    public string? StationRootsFile { get; init; }

    /// <summary>Certificate revocation lists, PEM or DER; null for none.</summary>
    public string? RevocationFile { get; init; }
}
