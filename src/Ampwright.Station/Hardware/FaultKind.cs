namespace Ampwright.Station.Hardware;

/// <summary>What a fault is about.</summary>
public enum FaultKind
{
    Other,
    Lock,
    VehicleCommunication,
    GroundFault,
    OverTemperature,
    Internal,
    OverCurrent,
    OverVoltage,
    UnderVoltage,
    Meter,

    /// <summary>The contactor does not do as it is told (welded, or does not close).</summary>
    PowerSwitch,
    Reader,
    WeakSignal,
    EmergencyStop,

    /// <summary>The host does not carry out a reset.</summary>
    Reset,

    /// <summary>What the station has stored about who may charge is at odds with what it is told.</summary>
    StoredList,
}
