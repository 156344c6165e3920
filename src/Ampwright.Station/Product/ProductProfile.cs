using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Product;

/// <summary>
/// The declaration of one product, read from JSON: what it is, what it can do and within which limits. The same questions are asked by
/// the certification programme's PICS form, whose ids stand beside the members. Configuration keys and behaviour follow from it.
/// </summary>
public sealed record ProductProfile
{
    /// <summary>1 to 20 characters.</summary>
    public required string Vendor { get; init; }

    /// <summary>1 to 20 characters.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The serial number, at most 25 characters; <c>{number}</c> stands for eight digits that follow from the station's identity.
    /// </summary>
    public required string SerialNumber { get; init; }

    /// <summary>1 to 50 characters.</summary>
    public required string Firmware { get; init; }

    /// <summary>At most 25 characters; null = not told.</summary>
    public string? MeterType { get; init; }

    /// <summary>As <see cref="SerialNumber"/>.</summary>
    public string? MeterSerialNumber { get; init; }

    /// <summary>One per connector, connector 1 first (HFS-1 to HFS-8).</summary>
    public required IReadOnlyList<ProductConnector> Connectors { get; init; }

    /// <summary>Nominal voltage between phase and neutral, V.</summary>
    public required int MainsVolts { get; init; }

    /// <summary>What the supply carries per phase, all connectors together, A.</summary>
    public required int MaxAmperes { get; init; }

    /// <summary>HFS-9, e.g. <c>LAN</c>.</summary>
    public required string Communication { get; init; }

    /// <summary>Card readers of the station, 0 or 1 (HFS-10).</summary>
    public required int Readers { get; init; }

    /// <summary>Where a card starts when several cars wait; not named, the car that waits longest.</summary>
    public ReaderPolicy? ReaderPolicy { get; init; }

    /// <summary>In the standard's spelling, e.g. <c>Core</c>, <c>LocalAuthListManagement</c>.</summary>
    public required IReadOnlyList<string> FeatureProfiles { get; init; }

    public required CoreOptions Core { get; init; }

    public required AdditionalAnswers Answers { get; init; }

    public required ProductLimits Limits { get; init; }

    /// <summary>The security extension; null = the product does not have it.</summary>
    public SecurityDeclaration? Security { get; init; }

    /// <summary>How it fetches and brings files, with FirmwareManagement or the security extension; null = as by default.</summary>
    public FileDeclaration? Files { get; init; }

    /// <summary>
    /// First values of configuration keys. An optional key that no option above stands for (MessageTimeout, for one) exists exactly when
    /// it is named here.
    /// </summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a station of this product with the given identity says of itself.</summary>
    public StationFacts FactsFor(string identity) => new(
        Vendor, Model, Number(SerialNumber, identity), Firmware, MeterType,
        MeterSerialNumber is null ? null : Number(MeterSerialNumber, identity),
        MainsVolts, Connectors.Max(connector => connector.Phases.Max()), MaxAmperes * 1000,
        [.. Connectors.Select((connector, index) => connector.FactsFor(index + 1))],
        Readers);

    private static string Number(string pattern, string identity)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        return pattern.Replace("{number}", $"{BinaryPrimitives.ReadUInt32LittleEndian(digest) % 100_000_000:D8}");
    }
}
