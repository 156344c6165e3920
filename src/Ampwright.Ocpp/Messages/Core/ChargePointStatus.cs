namespace Ampwright.Ocpp.Messages.Core;

/// <summary>
/// The status of a connector. Connector 0, the station itself, is only ever Available, Unavailable or Faulted. OCPP 1.6 ed. 2 §7.7.
/// </summary>
public enum ChargePointStatus
{
    /// <summary>Free for a new user.</summary>
    Available,

    /// <summary>A user has begun to act: plugged in, shown a tag.</summary>
    Preparing,

    /// <summary>Contactor closed, the vehicle may draw.</summary>
    Charging,

    /// <summary>The station offers nothing, by profile, fault or refused tag; wins where both sides suspend.</summary>
    SuspendedEVSE,

    /// <summary>The station offers, the vehicle does not draw.</summary>
    SuspendedEV,

    /// <summary>The transaction has ended, the user has still to unplug or leave.</summary>
    Finishing,

    Reserved,

    /// <summary>Taken out of use by ChangeAvailability.</summary>
    Unavailable,

    /// <summary>No charging until the fault is gone.</summary>
    Faulted,
}
