namespace Ampwright.Csms.Power.Allotment;

/// <summary>How power is shared when there is not enough for all. The names are on disk and in the API.</summary>
internal enum SharingPolicy
{
    /// <summary>Everybody the least, in turn where that does not reach; the rest evenly.</summary>
    FairShare,

    /// <summary>Who came first gets all he can use before the next gets any.</summary>
    FirstCome,

    /// <summary>Everybody the least, the greatest priority first; the rest to the greatest priority first, evenly within it.</summary>
    Priority,
}
