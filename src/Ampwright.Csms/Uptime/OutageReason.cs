namespace Ampwright.Csms.Uptime;

/// <summary>Why a port was out, as a person says. The names are on disk and in the API.</summary>
internal enum OutageReason
{
    /// <summary>The utility's service was interrupted. 23 CFR 680.116(b)(3).</summary>
    UtilityInterruption,

    /// <summary>The vehicle was at fault. 23 CFR 680.116(b)(3).</summary>
    Vehicle,

    /// <summary>23 CFR 680.116(b)(3).</summary>
    ScheduledMaintenance,

    /// <summary>23 CFR 680.116(b)(3).</summary>
    Vandalism,

    /// <summary>23 CFR 680.116(b)(3).</summary>
    NaturalDisaster,

    /// <summary>It could not be reached: OCPI's BLOCKED. SI 2023/1168, 7(3)(b)(ii).</summary>
    Blocked,

    /// <summary>It delivered nothing, or too little, whatever it showed: it was out.</summary>
    NotDelivering,
}
