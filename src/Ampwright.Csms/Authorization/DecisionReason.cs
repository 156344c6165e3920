namespace Ampwright.Csms.Authorization;

/// <summary>What decided about an id tag. The names are on disk and in the API.</summary>
internal enum DecisionReason
{
    /// <summary>Accepted: every known tag may charge at the site.</summary>
    KnownTag,

    /// <summary>Accepted: a rule holds for a group of the tag's driver.</summary>
    Rule,

    /// <summary>Accepted: at the station or its site everybody may charge whose tag is not blocked or expired.</summary>
    FreeCharging,

    /// <summary>Invalid: nobody knows the tag.</summary>
    UnknownTag,

    /// <summary>Blocked: the operator blocked the tag.</summary>
    BlockedTag,

    /// <summary>Expired: the tag's time is over.</summary>
    ExpiredTag,

    /// <summary>Blocked: the site asks for a rule, and none for the driver's groups covers the station.</summary>
    NoRule,

    /// <summary>Blocked: rules for the driver's groups cover the station, but not at this time.</summary>
    OutsideRule,

    /// <summary>ConcurrentTx: one transaction at a time is allowed, and one runs.</summary>
    RunningTransaction,

    /// <summary>Blocked: rules for the driver's groups hold here and now, and the quota of each is used up.</summary>
    QuotaUsed,

    /// <summary>Accepted: the tag was made for a guest's start code.</summary>
    StartCode,

    /// <summary>Invalid: the station waits for a card to be made known, and this is the one; it does not charge before it is bound, wherever everybody may.</summary>
    CardLearning,
}
