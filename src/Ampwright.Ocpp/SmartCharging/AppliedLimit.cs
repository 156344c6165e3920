using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Ocpp.SmartCharging;

/// <summary>One of the limits that hold at an instant.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Current">In A per phase, on the phases of the <see cref="ChargingLimit"/>; rounded down to the mA.</param>
/// <param name="Power">In W, over these phases.</param>
/// <param name="Profile">The profile; null where none is the source.</param>
/// <param name="Period">The index of the period in its schedule.</param>
public sealed record AppliedLimit(LimitSource Source, decimal Current, decimal Power, InstalledProfile? Profile = null, int? Period = null)
{
    /// <summary>The period as the profile has it; null where no profile is the source.</summary>
    public ChargingSchedulePeriod? SchedulePeriod => Period is { } index ? Profile?.Profile.ChargingSchedule.ChargingSchedulePeriod[index] : null;
}
