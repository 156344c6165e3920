namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The unit of a value, in the unit's own letters. OCPP 1.6 ed. 2 §7.45.</summary>
public enum UnitOfMeasure
{
    Wh,
    kWh,
    varh,
    kvarh,
    W,
    kW,
    VA,
    kVA,
    var,
    kvar,
    A,
    V,

    /// <summary>Sent as Celcius, which is all that older schemas know; both are read (OCPP-J errata 2025-04 2.1).</summary>
    [Spelling("Celcius", "Celsius")]
    Celsius,

    Fahrenheit,
    K,
    Percent,
}
