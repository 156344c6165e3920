namespace Ampwright.Csms.Authorization;

/// <summary>What was used of a rule's quota in one period.</summary>
/// <param name="Nothing">The period.</param>
/// <param name="Drivers">What each driver used, by number; those that used nothing are left out.</param>
internal sealed record RuleSpent(QuotaSpent Nothing, IReadOnlyList<DriverUse> Drivers)
{
    public QuotaSpent Together => Nothing with { EnergyWh = Drivers.Sum(use => use.EnergyWh), Sessions = Drivers.Sum(use => use.Sessions) };

    /// <summary>What counts for the driver: his own use, or the group's where they have the quota together.</summary>
    public QuotaSpent By(ChargingRule rule, long driver) => rule.QuotaOf == QuotaOf.Group
        ? Together
        : Drivers.FirstOrDefault(use => use.DriverId == driver) is { } own ? Nothing with { EnergyWh = own.EnergyWh, Sessions = own.Sessions } : Nothing;
}

/// <summary>What a driver used of a rule's quota; energy in Wh.</summary>
internal sealed class DriverUse
{
    public long DriverId { get; init; }
    public long Sessions { get; init; }
    public long EnergyWh { get; init; }
}
