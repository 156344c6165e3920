namespace Ampwright.Station.Hardware;

/// <summary>When the number of active phases may change.</summary>
public enum PhaseSwitching
{
    None,

    /// <summary>Only while no energy flows.</summary>
    Idle,

    /// <summary>Also during charging; the board pauses by itself for it.</summary>
    Charging,
}
