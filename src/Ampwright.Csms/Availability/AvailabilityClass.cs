namespace Ampwright.Csms.Availability;

/// <summary>What a status says of whether a connector can be used. The names are on disk.</summary>
internal enum AvailabilityClass
{
    Operative,
    Unavailable,
    Faulted,

    /// <summary>A word that the standard does not have.</summary>
    Unknown,

    /// <summary>The station was taken out of the list.</summary>
    Removed,
}
