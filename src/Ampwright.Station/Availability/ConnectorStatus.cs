using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Station.Availability;

/// <summary>What the status of a connector is derived from.</summary>
internal readonly record struct ConnectorCondition
{
    /// <summary>A fault of the connector or the station forbids charging.</summary>
    public bool Faulted { get; init; }

    /// <summary>Set Inoperative, by itself or with the whole station, and in effect.</summary>
    public bool Inoperative { get; init; }

    /// <summary>Kept for somebody who has not been authorized here yet.</summary>
    public bool Reserved { get; init; }

    /// <summary>A transaction runs, from its start record to its stop record.</summary>
    public bool Transaction { get; init; }

    /// <summary>The station holds the energy back: limit 0, refused id tag, permission not given yet.</summary>
    public bool Paused { get; init; }

    /// <summary>The contactor is closed and the vehicle asks for energy.</summary>
    public bool Drawing { get; init; }

    /// <summary>A user has begun: a vehicle is connected, or somebody authorized for this connector.</summary>
    public bool InUse { get; init; }

    /// <summary>A session is over (or nobody authorized in time) and the user still has to leave.</summary>
    public bool UserMustLeave { get; init; }
}

internal static class ConnectorStatus
{
    /// <summary>The status of a connector. OCPP 1.6 ed. 2 §4.9, §7.7.</summary>
    public static ChargePointStatus Of(in ConnectorCondition now) => now switch
    {
        { Faulted: true } => ChargePointStatus.Faulted,
        { Transaction: true, Paused: true } => ChargePointStatus.SuspendedEVSE, // Both sides suspend: the station's wins.
        { Transaction: true, Drawing: true } => ChargePointStatus.Charging,
        { Transaction: true } => ChargePointStatus.SuspendedEV, // Errata v4.0 3.55: also when the vehicle does not ask.
        { Inoperative: true } => ChargePointStatus.Unavailable,
        { UserMustLeave: true } => ChargePointStatus.Finishing,
        { Reserved: true } => ChargePointStatus.Reserved, // Also with a car: G2 is the right tag, not any plug.
        { InUse: true } => ChargePointStatus.Preparing,
        _ => ChargePointStatus.Available,
    };
}
