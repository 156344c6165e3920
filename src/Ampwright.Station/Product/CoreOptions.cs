namespace Ampwright.Station.Product;

/// <summary>The optional features of the Core profile.</summary>
public sealed record CoreOptions
{
    /// <summary>C-01: transactions start while offline for tags the station knows.</summary>
    public required bool OfflineAuthorization { get; init; }

    /// <summary>C-02: and for tags it does not know.</summary>
    public required bool OfflineUnknownIds { get; init; }

    /// <summary>C-03: some energy is still given when a tag turns out invalid.</summary>
    public required bool MaxEnergyOnInvalidId { get; init; }

    /// <summary>C-04.</summary>
    public required bool AuthorizationCache { get; init; }

    /// <summary>C-05: short-lived statuses can be held back.</summary>
    public required bool LimitStatusNotifications { get; init; }

    /// <summary>C-06.1: the transaction goes on when the cable is drawn at the vehicle.</summary>
    public required bool KeepsAuthorizationOnUnplug { get; init; }

    /// <summary>C-06.2: it ends.</summary>
    public required bool EndsAuthorizationOnUnplug { get; init; }

    /// <summary>C-07: a driver can start by card.</summary>
    public required bool LocalStart { get; init; }

    /// <summary>C-08: a driver can stop by card or button.</summary>
    public required bool LocalStop { get; init; }

    /// <summary>C-09.1: measurands that sampled meter values can hold.</summary>
    public required IReadOnlyList<string> SampledMeasurands { get; init; }

    /// <summary>C-09.2: measurands that clock-aligned meter values can hold.</summary>
    public required IReadOnlyList<string> AlignedMeasurands { get; init; }
}
