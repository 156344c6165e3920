using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>What a station can keep and carry out. OCPP 1.6 ed. 2 §9.4.</summary>
public sealed record ProfileLimits
{
    /// <summary>Number of connectors; their ids run from 1.</summary>
    public required int Connectors { get; init; }

    /// <summary>ChargeProfileMaxStackLevel, §9.4.1.</summary>
    public required int MaxStackLevel { get; init; }

    /// <summary>ChargingScheduleMaxPeriods, §9.4.3.</summary>
    public required int MaxPeriods { get; init; }

    /// <summary>MaxChargingProfilesInstalled, §9.4.5.</summary>
    public required int MaxInstalled { get; init; }

    /// <summary>
    /// §9.4.1 gives ChargeProfileMaxStackLevel this second meaning, which a station with many connectors cannot mean; null: only
    /// <see cref="MaxInstalled"/> counts.
    /// </summary>
    public int? MaxPerPurpose { get; init; }

    /// <summary>ChargingScheduleAllowedChargingRateUnit, §9.4.2; see <see cref="UnitsOf"/>.</summary>
    public IReadOnlySet<ChargingRateUnit> Units { get; init; } = new HashSet<ChargingRateUnit> { ChargingRateUnit.A, ChargingRateUnit.W };

    /// <summary>The purposes the station can carry out.</summary>
    public IReadOnlySet<ChargingProfilePurpose> Purposes { get; init; } = new HashSet<ChargingProfilePurpose>
    {
        ChargingProfilePurpose.ChargePointMaxProfile, ChargingProfilePurpose.TxDefaultProfile, ChargingProfilePurpose.TxProfile,
    };

    /// <summary>
    /// The units of a value of ChargingScheduleAllowedChargingRateUnit: <c>Current</c> is A, <c>Power</c> is W (errata v4.0 3.86). The
    /// letters themselves, which some stations report, are read as well; other items are passed over.
    /// </summary>
    public static IReadOnlySet<ChargingRateUnit> UnitsOf(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var units = new HashSet<ChargingRateUnit>();
        foreach (var item in value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Is(item, "Current", "A")) units.Add(ChargingRateUnit.A);
            if (Is(item, "Power", "W")) units.Add(ChargingRateUnit.W);
        }

        return units;

        static bool Is(string item, string name, string letter) =>
            item.Equals(name, StringComparison.OrdinalIgnoreCase) || item.Equals(letter, StringComparison.OrdinalIgnoreCase);
    }
}
