using System.Data.Common;
using Ampwright.Csms.Access;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Power.Plan;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.Stations;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.SmartCharging;

namespace Ampwright.Csms.Power.Sharing;

/// <summary>
/// Where a site's power is shared, nobody takes from a station what keeps it within the limits, nor gives it what prevails over that: until either was
/// noticed, more could flow than there is. Raw commands are not held back; what they may have done is.
/// </summary>
internal static class HeldLimits
{
    /// <returns>Why it may not be sent and what to do; null when it may.</returns>
    public static CommandInvalidException? Refusal(DbConnection connection, StationRecord station, NewCommand command)
    {
        if (command.IsRaw || command.RequestedBy == Caller.Program.Label || command.Request is not (SetChargingProfileRequest or ClearChargingProfileRequest or RemoteStartTransactionRequest { ChargingProfile: not null }))
            return null;
        var held = StationProfiles.Of(connection, station.StationId);
        var ours = held.All.Where(one => OrderProfiles.IsOurs(one.Profile.ChargingProfileId)).ToList();
        if (ours.Count == 0 || PowerPlans.Find(connection, station.SiteId) is null) return null;
        var harms = command.Request switch
        {
            ClearChargingProfileRequest clear => held.Clear(clear).Removed.Any(one => OrderProfiles.IsOurs(one.Profile.ChargingProfileId)),
            SetChargingProfileRequest set => Prevails(set, ours),
            _ => true,
        };
        return harms
            ? new CommandInvalidException("", $"The power of site {station.SiteId} is shared: what station '{station.Identity}' may draw is said in PUT /api/v1/sites/{station.SiteId}/power, and this would take it from the station or prevail over it.", "power-shared")
            : null;
    }

    /// <summary>A TxProfile goes before our fall-back at any level, one of the same purpose from our level on. OCPP 1.6 ed. 2 §3.13.1, §3.13.2.</summary>
    private static bool Prevails(SetChargingProfileRequest set, List<InstalledProfile> ours)
    {
        var (profile, purpose) = (set.CsChargingProfiles, set.CsChargingProfiles.ChargingProfilePurpose);
        return OrderProfiles.IsOurs(profile.ChargingProfileId) || purpose.Is(ChargingProfilePurpose.TxProfile)
            || ours.Exists(one => one.Profile.ChargingProfilePurpose == purpose && profile.StackLevel >= one.Profile.StackLevel);
    }
}
