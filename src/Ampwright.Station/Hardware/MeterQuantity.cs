namespace Ampwright.Station.Hardware;

public enum MeterQuantity
{
    EnergyRegister,
    Voltage,
    Current,
    ActivePower,
    PowerFactor,
    Frequency,
    Temperature,
}
