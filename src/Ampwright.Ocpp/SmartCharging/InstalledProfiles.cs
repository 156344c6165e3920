using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>The profiles of one station. Immutable: every change gives a new one, and tells what went.</summary>
public sealed class InstalledProfiles(IReadOnlyList<InstalledProfile> all)
{
    public static InstalledProfiles None { get; } = new([]);

    /// <summary>In the order in which they were installed.</summary>
    public IReadOnlyList<InstalledProfile> All { get; } = all;

    /// <summary>
    /// Adds a profile in place of those with its id, and of the one with its connector, purpose, stack level and transaction.
    /// OCPP 1.6 ed. 2 §3.13.2, §5.16.3.
    /// </summary>
    /// <remarks>
    /// §3.13.2 speaks of one profile per purpose and level "in a Charge Point", which would let no two connectors have a default of the
    /// same level. §3.13.1 wants just that, so the connector counts as well.
    /// </remarks>
    public ProfileChange Install(InstalledProfile added)
    {
        ArgumentNullException.ThrowIfNull(added);
        var without = Without(one => one.Profile.ChargingProfileId == added.Profile.ChargingProfileId || SamePlace(one, added));
        return without with { Profiles = new InstalledProfiles([.. without.Profiles.All, added]) };
    }

    /// <summary>
    /// Removes what ClearChargingProfile names: with an id that one alone, else all that match every criterion, without any all there are
    /// (errata v4.0 3.25, 3.26). Nothing removed means the answer Unknown.
    /// </summary>
    public ProfileChange Clear(ClearChargingProfileRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Id is { } id) return Without(one => one.Profile.ChargingProfileId == id);
        return Without(one =>
            (request.ConnectorId is not { } connector || one.ConnectorId == connector)
            && (request.ChargingProfilePurpose is not { } purpose || one.Profile.ChargingProfilePurpose == purpose)
            && (request.StackLevel is not { } level || one.Profile.StackLevel == level));
    }

    /// <summary>A TxProfile ends with its transaction. OCPP 1.6 ed. 2 §3.13.1, §7.10.</summary>
    public ProfileChange EndTransaction(long transaction) => Without(one => one.Transaction == transaction);

    private ProfileChange Without(Func<InstalledProfile, bool> goes)
    {
        var removed = All.Where(goes).ToList();
        return new ProfileChange(removed.Count == 0 ? this : new InstalledProfiles([.. All.Where(one => !goes(one))]), removed);
    }

    private static bool SamePlace(InstalledProfile one, InstalledProfile other) =>
        one.ConnectorId == other.ConnectorId
        && one.Transaction == other.Transaction
        && one.Profile.StackLevel == other.Profile.StackLevel
        && one.Profile.ChargingProfilePurpose == other.Profile.ChargingProfilePurpose;
}
