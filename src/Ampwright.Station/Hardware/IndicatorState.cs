namespace Ampwright.Station.Hardware;

public enum IndicatorState
{
    Available,
    Preparing,
    Charging,
    Suspended,
    Finishing,
    Reserved,
    Unavailable,
    Faulted,
}
