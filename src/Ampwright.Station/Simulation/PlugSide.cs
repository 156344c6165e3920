namespace Ampwright.Station.Simulation;

/// <summary>Which end of a charging cable.</summary>
public enum PlugSide
{
    Both,
    Station,
    Vehicle,
}
