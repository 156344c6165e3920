namespace Ampwright.Station.Hardware;

/// <summary>
/// One socket or tethered cable. A command completes when the board has carried it out and confirmed it, or at the latest after
/// <c>deadline</c> with a time-out; it never throws for what the hardware does.
/// </summary>
public interface IConnectorPort
{
    ConnectorFacts Facts { get; }

    /// <summary>The meter that counts this connector's energy.</summary>
    IMeterPort Meter { get; }

    /// <summary>
    /// Lets the vehicle draw energy or takes the permission back. Permission is not energy: the contactor closes once the vehicle
    /// asks (pilot C or D) and the offer is above 0; taking it back completes when the contactor is open.
    /// </summary>
    /// <returns><see cref="CommandOutcome.Refused"/> when a critical fault stands or no cable is there.</returns>
    ValueTask<CommandOutcome> PermitEnergyAsync(bool permitted, TimeSpan deadline);

    /// <summary>
    /// Offers the vehicle a current. The board clamps it to cable, derating and its own rating; less than
    /// <see cref="ConnectorFacts.MinMilliamperes"/> is a pause.
    /// </summary>
    ValueTask<AppliedOffer> SetOfferAsync(CurrentOffer offer, TimeSpan deadline);

    /// <summary>Locks the plug into the socket.</summary>
    ValueTask<LockOutcome> LockAsync(TimeSpan deadline);

    /// <summary>Releases the plug. Refused as <see cref="LockOutcome.Jammed"/> when the bolt does not move.</summary>
    ValueTask<LockOutcome> UnlockAsync(TimeSpan deadline);

    /// <summary>Takes the connector out of service (pilot F, or a light) or puts it back.</summary>
    ValueTask<CommandOutcome> SetInServiceAsync(bool inService, TimeSpan deadline);
}
