namespace Ampwright.Csms.StationCertificates;

internal sealed class CertificateRequestRecord
{
    public long RequestId { get; init; }

    public string Station { get; init; } = "";

    public long StationId { get; init; }

    public long SiteId { get; init; }

    /// <summary>PKCS#10 in PEM, as received.</summary>
    public string Csr { get; init; } = "";

    public string Subject { get; init; } = "";

    public CertificateRequestState State { get; init; }

    public CertificateIssuer Issuer { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>In PEM, the station's certificate first.</summary>
    public string? Chain { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>When the issued certificate ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The CertificateSigned that brings it.</summary>
    public long? CommandId { get; init; }

    public string? Why { get; init; }
}
