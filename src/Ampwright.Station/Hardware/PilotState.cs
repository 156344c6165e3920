namespace Ampwright.Station.Hardware;

/// <summary>States of the control pilot (IEC 61851-1).</summary>
public enum PilotState
{
    /// <summary>No vehicle.</summary>
    A,

    /// <summary>A vehicle is connected and asks for nothing.</summary>
    B,

    /// <summary>The vehicle asks for energy.</summary>
    C,

    /// <summary>The vehicle asks for energy and for ventilation.</summary>
    D,

    /// <summary>The pilot is shorted or the board has no power.</summary>
    E,

    /// <summary>The connector is out of service.</summary>
    F,
}
