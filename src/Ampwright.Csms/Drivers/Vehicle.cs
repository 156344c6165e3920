namespace Ampwright.Csms.Drivers;

/// <summary>A vehicle of a driver.</summary>
internal sealed record Vehicle
{
    public long VehicleId { get; init; }
    public long DriverId { get; init; }
    public string Name { get; init; } = "";
    public string? Plate { get; init; }

    /// <summary>What its battery holds, in Wh.</summary>
    public long? BatteryWh { get; init; }

    /// <summary>What it draws at most of alternating current, in A per phase.</summary>
    public int? MaxCurrent { get; init; }

    /// <summary>On how many phases, 1 to 3.</summary>
    public int? Phases { get; init; }
    public string? Note { get; init; }
    public long Version { get; init; }
}
