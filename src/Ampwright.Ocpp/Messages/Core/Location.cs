namespace Ampwright.Ocpp.Messages.Core;

/// <summary>Where a value was measured. OCPP 1.6 ed. 2 §7.30.</summary>
public enum Location
{
    Body,
    Cable,
    EV,

    /// <summary>The grid's side of the station.</summary>
    Inlet,

    /// <summary>The vehicle's side of the station.</summary>
    Outlet,
}
