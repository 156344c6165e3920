namespace Ampwright.Station.Product;

/// <summary>The limits of the PICS form. Intervals in seconds.</summary>
public sealed record ProductLimits
{
    /// <summary>ORS-1.</summary>
    public required int GetConfigurationMaxKeys { get; init; }

    /// <summary>ORS-2: most measurands in an aligned list.</summary>
    public required int AlignedDataMaxLength { get; init; }

    /// <summary>ORS-3: most measurands in a sampled list.</summary>
    public required int SampledDataMaxLength { get; init; }

    /// <summary>ORS-4; 0, which switches sampling off, is always possible.</summary>
    public required int LeastSampleInterval { get; init; }

    /// <summary>ORS-5.</summary>
    public required int GreatestSampleInterval { get; init; }

    /// <summary>ORS-6.</summary>
    public required int LeastHeartbeatInterval { get; init; }

    /// <summary>ORS-7.</summary>
    public required int GreatestHeartbeatInterval { get; init; }

    /// <summary>Most id tags in the local list; null = 1000.</summary>
    public int? LocalAuthListMaxLength { get; init; }

    /// <summary>Most entries in one SendLocalList; null = 100.</summary>
    public int? SendLocalListMaxLength { get; init; }

    /// <summary>ChargeProfileMaxStackLevel; null = 10.</summary>
    public int? ChargeProfileMaxStackLevel { get; init; }

    /// <summary>ChargingScheduleMaxPeriods; null = 96.</summary>
    public int? ChargingScheduleMaxPeriods { get; init; }

    /// <summary>MaxChargingProfilesInstalled; null = 50.</summary>
    public int? MaxChargingProfilesInstalled { get; init; }

    /// <summary>ChargingScheduleAllowedChargingRateUnit: of <c>Current</c> and <c>Power</c>; null = both.</summary>
    public IReadOnlyList<string>? ChargingRateUnits { get; init; }

    /// <summary>ORS-11: first value of the key of that name; null = the product has no such key.</summary>
    public int? WebSocketPingInterval { get; init; }
}
