namespace Ampwright.Station.Hardware;

/// <summary>Why the host started.</summary>
public enum BootCause
{
    /// <summary>Power came back, or came for the first time.</summary>
    Power,
    Watchdog,
    SoftReset,
    HardReset,
    Crash,
}
