namespace Ampwright.Lab.Declaration;

/// <summary>
/// What a vendor declares about a product (the PICS): it selects the cases and is printed in the abstract. Ids as the two seed certificates
/// have them (HFS, C, AQ, ORS, SEC).
/// </summary>
internal sealed record Pics
{
    /// <summary>station or csms.</summary>
    public required string System { get; init; }

    public required string Holder { get; init; }

    public required string Product { get; init; }

    public required string SoftwareVersion { get; init; }

    /// <summary>The name of the vendor's form, for the cover.</summary>
    public string Form { get; init; } = "";

    /// <summary>Where it is tested; null = not said.</summary>
    public string? Location { get; init; }

    /// <summary>The one that is tested: type, serial number, or address; null = the product's name says enough.</summary>
    public string? Device { get; init; }

    /// <summary>How a CSMS is reached; a station says it by HFS-9.</summary>
    public string? Communication { get; init; }

    /// <summary>Core, FirmwareManagement, LocalAuthListManagement, SmartCharging, RemoteTrigger, Reservation.</summary>
    public required IReadOnlyList<string> Profiles { get; init; }

    /// <summary>The supported security profiles of 1, 2, 3; empty where the security extension is not asked for.</summary>
    public IReadOnlyList<int> Security { get; init; } = [];

    /// <summary>HFS-1 to HFS-10: true, false, a number or a text.</summary>
    public IReadOnlyDictionary<string, string> Hardware { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<PicsConnector> Connectors { get; init; } = [];

    /// <summary>C-01 to C-08.</summary>
    public IReadOnlyDictionary<string, bool> Options { get; init; } = new Dictionary<string, bool>();

    /// <summary>C-09.1.</summary>
    public IReadOnlyList<string> SampledMeasurands { get; init; } = [];

    /// <summary>C-09.2.</summary>
    public IReadOnlyList<string> AlignedMeasurands { get; init; } = [];

    /// <summary>AQ-1 to AQ-7.2.</summary>
    public IReadOnlyDictionary<string, bool> Questions { get; init; } = new Dictionary<string, bool>();

    /// <summary>ORS-1 to ORS-11.</summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// What else cases depend on: fault and lock-failure (can be provoked), storing-fails, list-switch (LocalAuthListEnabled can be false),
    /// remote-authorize (AuthorizeRemoteTxRequests can be true), reserve-zero (ReserveConnectorZeroSupported), profiles-3 and periods-5 (at least
    /// so many charging profiles and periods).
    /// </summary>
    public IReadOnlyList<string> Abilities { get; init; } = [];
}
