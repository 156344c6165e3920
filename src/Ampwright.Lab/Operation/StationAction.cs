namespace Ampwright.Lab.Operation;

/// <summary>What a person or a rig does to a charging station.</summary>
internal enum StationAction
{
    /// <summary>Cable in at both ends, a car that wants energy behind it.</summary>
    Plug,

    /// <summary>Cable in only half way, so that it cannot be locked.</summary>
    PlugHalfway,

    /// <summary>Cable out at both ends.</summary>
    Unplug,

    /// <summary>Cable out at the car.</summary>
    UnplugVehicle,

    /// <summary>An id tag is presented.</summary>
    Present,

    /// <summary>Power is gone at once.</summary>
    CutPower,

    /// <summary>Power is gone, back-up power lasts a few seconds.</summary>
    CutPowerHeld,

    RestorePower,

    /// <summary>The network cable is drawn.</summary>
    CutNetwork,

    RestoreNetwork,

    /// <summary>The stop button.</summary>
    PressStop,

    /// <summary>A fault is provoked at a connector, or at the station with connector 0.</summary>
    RaiseFault,

    ClearFault,

    /// <summary>The lock of a connector jams.</summary>
    JamLock,

    FreeLock,

    /// <summary>Its memory refuses to take anything.</summary>
    FailStorage,

    RestoreStorage,
}
