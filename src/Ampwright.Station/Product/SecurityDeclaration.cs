using Ampwright.Ocpp.Certificates;

namespace Ampwright.Station.Product;

/// <summary>What a product carries out of the security extension; a product without it has none of it. Security whitepaper ed. 3.</summary>
public sealed record SecurityDeclaration
{
    /// <summary>The highest security profile, 1 to 3 (SEC-1 to SEC-3).</summary>
    public required int HighestProfile { get; init; }

    /// <summary>First and only value of the key of that name, 1 to 10,000 characters.</summary>
    public int CertificateSignedMaxChainSize { get; init; } = 10_000;

    /// <summary>First and only value of the key of that name: root certificates it can hold, all uses together, 2 to 50.</summary>
    public int CertificateStoreMaxLength { get; init; } = 10;

    /// <summary>First and only value of the key of that name.</summary>
    public bool AdditionalRootCertificateCheck { get; init; }

    /// <summary>The kind of key pair the station makes for its own certificate.</summary>
    public KeyKind StationKey { get; init; } = KeyKind.Rsa2048;
}
