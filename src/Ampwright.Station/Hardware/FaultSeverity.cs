namespace Ampwright.Station.Hardware;

public enum FaultSeverity
{
    /// <summary>To be reported; charging goes on.</summary>
    Warning,

    /// <summary>The board has opened the contactor and refuses energy until the fault is cleared.</summary>
    Critical,
}
