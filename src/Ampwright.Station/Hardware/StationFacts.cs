namespace Ampwright.Station.Hardware;

/// <summary>What a station is, as its hardware and its type plate say.</summary>
/// <param name="MainsVolts">Nominal voltage between a phase and neutral, V.</param>
/// <param name="Phases">Phases of the supply: 1, 2 or 3. Rotation is L1-L2-L3.</param>
/// <param name="MaxMilliamperes">What the supply carries per phase, all connectors together, mA.</param>
/// <param name="Connectors">Ordered by number, from 1.</param>
/// <param name="Readers">How many card readers there are; 0 = none.</param>
public sealed record StationFacts(
    string Vendor,
    string Model,
    string SerialNumber,
    string FirmwareVersion,
    string? MeterType,
    string? MeterSerialNumber,
    int MainsVolts,
    int Phases,
    int MaxMilliamperes,
    IReadOnlyList<ConnectorFacts> Connectors,
    int Readers);
