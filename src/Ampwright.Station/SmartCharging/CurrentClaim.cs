namespace Ampwright.Station.SmartCharging;

public enum CurrentClaimSource
{
    /// <summary>A charging profile of the CSMS.</summary>
    Profile,

    /// <summary>The share of what all connectors may draw together: the supply, or a ChargePointMaxProfile.</summary>
    Site,

    /// <summary>The rating of the connector.</summary>
    Connector,

    /// <summary>The rating of the plugged cable.</summary>
    Cable,

    /// <summary>The board carries less for a while, e.g. because it is hot.</summary>
    Thermal,

    /// <summary>Set by a person at the station.</summary>
    Manual,
}

/// <summary>One limit on the current of a connector. The lowest of all rules.</summary>
/// <param name="Amperes">A per phase; 0, or less than the connector can offer, is a pause.</param>
/// <param name="Why">For people.</param>
public sealed record CurrentClaim(CurrentClaimSource Source, decimal Amperes, string Why);
